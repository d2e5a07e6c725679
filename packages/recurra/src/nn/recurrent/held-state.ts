// The states of one recurrent network between two steps: h and what else its cell carries, each [L, B, H], at addresses that stay. They lie in
// parameters for the sake of their memory alone: no module knows of them, and nothing trains them.

import { OptionError } from "../../core/errors.ts";
import { kernels } from "../../kernels/wasm/engine.ts";
import { forever, Parameter, Tensor } from "../../tensor/index.ts";
import { counted } from "../../words/counted.ts";

/** The states of one recurrent network in plain numbers, by their names: h, and c for the LSTM, each [L, B, H] row by row. */
export interface NetworkState {
  readonly [name: string]: ArrayLike<number>;
  readonly h: ArrayLike<number>;
}

interface Memory {
  /** Each state of all layers. */
  readonly states: readonly Parameter[];
  /** Of each layer the part [1, B, H] of each state. */
  readonly layers: readonly (readonly Tensor[])[];
}

export class HeldState {
  readonly #shape: readonly [layers: number, batch: number, hidden: number];
  readonly #names: readonly string[];
  #memory: Memory | undefined;

  /** Zeros, for which memory is taken when they are first asked for. `names` are those of the cell's states. */
  constructor(layers: number, batch: number, hidden: number, names: readonly string[]) {
    this.#shape = [layers, batch, hidden];
    this.#names = names;
  }

  /** The states that a layer starts from. */
  layer(index: number): readonly Tensor[] {
    return this.#open().layers[index];
  }

  /** Makes a layer's new states those that the next step starts from. */
  keep(index: number, states: readonly Tensor[]): void {
    this.layer(index).forEach((to, i) => {
      kernels().copyArray(to.pointer(), states[i].pointer(), states[i].size);
    });
  }

  read(): { h: number[]; [name: string]: number[] } {
    const { states } = this.#open();
    return Object.fromEntries(this.#names.map((name, i) => [name, [...states[i].value]])) as { h: number[] };
  }

  /** Throws OptionError STEPPER_STATE, naming the network by its position, when the numbers do not fit; nothing is changed then. */
  check(state: NetworkState | undefined, position: number): void {
    const { states } = this.#open();
    for (const [i, name] of this.#names.entries()) {
      const part = states[i];
      const values = state?.[name];
      const wrong = values && Array.prototype.findIndex.call(values, (value) => typeof value !== "number");
      if (values?.length === part.size && wrong === -1) continue;
      const got = values ? (wrong === -1 ? counted(values.length, "number") : "what is no number") : "nothing";
      throw new OptionError(
        "STEPPER_STATE",
        "stepper.state",
        `got ${got} for ${name} of the recurrent network ${position}, expected ${counted(part.size, "number")} (layers x batch x hiddenSize = ${part.shape.join(" x ")})`,
      );
    }
  }

  write(state: NetworkState): void {
    this.#open().states.forEach((part, i) => {
      part.value = state[this.#names[i]];
    });
  }

  reset(): void {
    for (const part of this.#open().states) part.value = new Float32Array(part.size);
  }

  dispose(): void {
    for (const part of this.#memory?.states ?? []) part.dispose();
  }

  #open(): Memory {
    if (this.#memory) return this.#memory;
    const shape = this.#shape;
    const states = this.#names.map(() => new Parameter(new Float32Array(shape[0] * shape[1] * shape[2]), shape));
    const layers = Array.from({ length: shape[0] }, (_, i) => states.map((part) => layerOf(part, i)));
    this.#memory = { states, layers };
    return this.#memory;
  }
}

/** A view of one layer's [1, B, H]. */
function layerOf(state: Parameter, layer: number): Tensor {
  const [, batch, hidden] = state.shape;
  const size = batch * hidden;
  return new Tensor(
    [1, batch, hidden],
    size,
    "step",
    "stepper",
    forever,
    state.pointer() + layer * size * 4,
    null,
    false,
  );
}
