// What the parts of an export share: the graph, the names of modules in it, and the states that go in and out.

import { type Module, OptionError } from "recurra";
import type { RecurrentNetwork } from "recurra/nn";
import { Graph } from "./graph/graph.ts";
import { modulePrefixes } from "./graph/module-prefixes.ts";
import { type StateValues, stateNames } from "./graph/recurrent-nodes.ts";
import type { Value } from "./graph/value.ts";

/** The names of a state that goes in and comes out. */
type StatePair = readonly [input: string, output: string];

export class ExportContext {
  readonly graph: Graph = new Graph();
  /** Each state's input and output, in order; filled as the graph is built. */
  readonly statePairs: StatePair[] = [];
  /** Whether states of recurrent networks are inputs and outputs. */
  readonly streams: boolean;
  readonly #names: Map<Module, string>;
  readonly #finals: { name: string; value: Value; doc: string }[] = [];
  #networks = 0;

  constructor(subject: Module, streams: boolean) {
    this.streams = streams;
    this.#names = modulePrefixes(subject);
  }

  /** What the names of a module's weights begin with: "" for the subject itself, "encoder_", "layer0_" for position 0. */
  nameOf(module: Module): string {
    return this.#names.get(module) ?? "";
  }

  /** The state that a network starts from: inputs of the graph when it streams, else none, which is zero. */
  openState(network: RecurrentNetwork, batch: Value["shape"][number]): StateValues | undefined {
    if (!this.streams) return undefined;
    if (network.bidirectional) {
      throw new OptionError(
        "ONNX_STATES",
        "toOnnx",
        `states go from one step to the next, but this ${network.constructor.name} is bidirectional: its outputs depend on steps that have not come yet`,
        { remedies: [["export it without ", { option: "states" }]] },
      );
    }
    const serial = this.#serial(++this.#networks);
    const shape = [network.numLayers * network.directions, batch, network.hiddenSize];
    const open = (letter: string): Value =>
      this.graph.input(
        `${letter}${serial}_in`,
        { type: "float32", shape },
        `state ${letter} before the first step: zeros to begin with, then what ${letter}${serial}_out gave`,
      );
    return Object.fromEntries(stateNames(network).map((name) => [name, open(name)]));
  }

  /** Keeps the state that a network ends with. */
  closeState(states: StateValues): void {
    if (!this.streams) return;
    const serial = this.#serial(this.#networks);
    for (const [letter, value] of Object.entries(states)) {
      const name = `${letter}${serial}_out`;
      this.statePairs.push([`${letter}${serial}_in`, name]);
      this.#finals.push({ name, value, doc: `state ${letter} after the last step` });
    }
  }

  /** Makes the kept states outputs, behind those that are there. */
  writeStates(): void {
    for (const { name, value, doc } of this.#finals) this.graph.output(name, value, doc);
  }

  /** The first network's states are h and c, the second's h2 and c2. */
  #serial(network: number): string {
    return network === 1 ? "" : String(network);
  }
}
