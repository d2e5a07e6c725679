// A recording as nodes: what every operator needs of it. Values of the recording become values of the graph, and sizes and numbers that
// differ from run to run become computed ones.
import type { OptionError, Parameter } from "recurra";
import type { Graph } from "../graph/graph.ts";
import { cast, concat, gather, pairwise } from "../graph/operations.ts";
import type { Dim, Kind, Value } from "../graph/value.ts";
import type { Size } from "./axes.ts";
import { constantOf } from "./constants.ts";
import type { Recording, TapedOperation } from "./recording.ts";
import { FIX_THE_SIZE, noOperator, unsettled } from "./refusals.ts";
import { Place } from "./run.ts";

/** The names that weights have in the graph. */
export interface WeightNames {
  /** A parameter's; `suffix` says how it was changed. */
  readonly parameter: (parameter: object, suffix?: string) => string;
  /** What the names of a module's weights begin with. */
  readonly module: (module: object, kind: string) => string;
}

export class TapeWriter {
  readonly graph: Graph;
  readonly recording: Recording;
  readonly names: WeightNames;
  readonly #values = new Map<number, Value>();
  readonly #masks = new Map<number, Value>();
  readonly #inputs: readonly Value[];

  /** `inputs` are values of the graph for the inputs of the recording, in their order. */
  constructor(graph: Graph, recording: Recording, names: WeightNames, inputs: readonly Value[]) {
    this.graph = graph;
    this.recording = recording;
    this.names = names;
    this.#inputs = inputs;
    let value = 0;
    for (const [i, input] of recording.inputs.list.entries())
      if (!("of" in input)) this.#values.set(value++, inputs[i]);
  }

  /** The graph's value of one of the recording. */
  value(number: number): Value {
    const known = this.#values.get(number);
    if (known) return known;
    const { kind, tensors } = this.recording.values[number];
    if (kind === "unknown") throw noOperator(tensors[0].op);
    const made = kind === "parameter" ? this.weights(number, "") : constantOf(this, number);
    this.#values.set(number, made);
    return made;
  }

  /** An input of an operation. */
  in(operation: TapedOperation, input = 0): Value {
    return this.value(operation.inputs[input]);
  }

  /** Keeps what an operation gave. */
  keep(number: number, value: Value): void {
    this.#values.set(number, value);
  }

  /** A parameter's numbers under its name, changed by `change` where its name has a suffix. */
  weights(
    number: number,
    suffix: string,
    change?: (values: Float32Array, shape: readonly number[]) => [Float32Array, number[]],
  ): Value {
    const parameter = this.recording.values[number].tensors[0] as unknown as Parameter;
    return this.graph.once(`parameter ${number} ${suffix}`, () => {
      const [values, shape] = change
        ? change(parameter.value, parameter.shape)
        : [parameter.value, [...parameter.shape]];
      return this.graph.weights(this.names.parameter(parameter, suffix), values, shape);
    });
  }

  /** A value as yes and no: 0 is no. */
  mask(operand: unknown): Value {
    const number = operand instanceof Place ? operand.value : undefined;
    const known = number === undefined ? undefined : this.#masks.get(number);
    return known ?? cast(this.graph, this.operand([operand]), "bool");
  }

  /** Keeps a value of yes and no, which is 1 and 0 in the recording. */
  keepMask(number: number, mask: Value): void {
    this.#masks.set(number, mask);
  }

  /** An operand of each run: a tensor, or a number. */
  operand(runs: readonly unknown[]): Value {
    const [first] = runs;
    return first instanceof Place ? this.value(first.value) : this.number(runs as readonly number[]);
  }

  /** A number of each run, as a tensor without dimensions. */
  number(runs: readonly number[]): Value {
    const { graph } = this;
    const { axes } = this.recording;
    const size = axes.size(runs);
    if (size) return this.#numberOf(size);
    const inverse = axes.size(runs.map((one) => 1 / one));
    if (inverse) return pairwise(graph, "Div", graph.float32s([1], []), this.#numberOf(inverse));
    throw this.#unfit("computes with the number", runs);
  }

  #numberOf({ factor, axes, more }: Size): Value {
    const { graph } = this;
    if (axes.length === 0) return graph.float32s([factor], []);
    let value = graph.one("Squeeze", [cast(graph, this.#product(axes), "float32"), graph.int64s([0])], {
      type: "float32",
      shape: [],
    });
    if (factor !== 1) value = pairwise(graph, "Mul", value, graph.float32s([factor], []));
    return more === 0 ? value : pairwise(graph, "Add", value, graph.float32s([more], []));
  }

  /** A setting that is the same in all runs. */
  setting<T>(operation: TapedOperation, place: number): T {
    const runs = operation.settings[place];
    if (runs.every((one) => JSON.stringify(one) === JSON.stringify(runs[0]))) return runs[0] as T;
    throw this.#unfit(`calls ${operation.name} with`, runs);
  }

  /** What each size of a value is made of; undefined where it follows no rule. */
  sizes(number: number): (Size | undefined)[] {
    const shapes = this.recording.values[number].tensors.map(({ shape }) => shape);
    return shapes[0].map((_, axis) => this.recording.axes.size(shapes.map((shape) => shape[axis])));
  }

  /** Type and shape of a value. */
  kind(number: number): Kind {
    const shape = this.sizes(number).map(
      (size, axis): Dim => (size ? this.recording.axes.dim(size) : `open_${number}_${axis}`),
    );
    return { type: "float32", shape };
  }

  /** A node that gives the output of an operation. */
  one(
    operation: TapedOperation,
    op: string,
    inputs: readonly Value[],
    attributes?: Parameters<Graph["one"]>[3],
  ): Value {
    return this.graph.one(op, inputs, this.kind(operation.outputs[0]), attributes);
  }

  /** Whole numbers of each run, as a tensor of int64 [count]. */
  whole(lists: readonly (readonly number[])[]): Value {
    const [first] = lists;
    const sizes = first.map((_, i) => this.recording.axes.size(lists.map((list) => list[i])));
    return this.#shape(sizes, lists);
  }

  /** A value in the shape of another one of the recording. */
  reshaped(x: Value, from: readonly (Size | undefined)[], to: number): Value {
    const sizes = this.sizes(to);
    const same = (a: Size | undefined, b: Size | undefined): boolean =>
      a !== undefined && JSON.stringify(a) === JSON.stringify(b);
    // 0 keeps a size that stays in its place, and one size may be left open.
    const simple = sizes.map((size, i) =>
      size && size.axes.length === 0 ? size.factor : same(size, from[i]) ? 0 : -1,
    );
    const shape = simple.filter((size) => size === -1).length <= 1 ? this.graph.int64s(simple) : this.shapeOf(to);
    return this.graph.one("Reshape", [x, shape], this.kind(to));
  }

  /** The shape of a value, computed where it is open. */
  shapeOf(number: number): Value {
    return this.#shape(
      this.sizes(number),
      this.recording.values[number].tensors.map(({ shape }) => shape),
    );
  }

  /** The list among the inputs that has these numbers in every run. */
  list(runs: readonly ArrayLike<number>[]): Value | undefined {
    for (const [i, lists] of this.recording.lists) {
      const same = lists.every(
        (list, run) => list.length === runs[run].length && list.every((one, at) => one === runs[run][at]),
      );
      if (same) return this.#inputs[i];
    }
    return undefined;
  }

  #shape(sizes: readonly (Size | undefined)[], lists: readonly (readonly number[])[]): Value {
    const { graph } = this;
    const known = sizes.map((size, i) => {
      if (size) return size;
      throw this.#unfit(
        "needs the size",
        lists.map((list) => list[i]),
      );
    });
    if (known.every(({ axes }) => axes.length === 0)) return graph.int64s(known.map(({ factor }) => factor));
    return concat(
      graph,
      known.map((size) => this.#sizeValue(size)),
      0,
    );
  }

  /** One size as a tensor of int64 [1]. */
  #sizeValue({ factor, axes, more }: Size): Value {
    const { graph } = this;
    if (axes.length === 0) return graph.int64s([factor]);
    return graph.once(`size ${factor} ${axes.join()} ${more}`, () => {
      let value = this.#product(axes);
      if (factor !== 1) value = pairwise(graph, "Mul", value, graph.int64s([factor]));
      return more === 0 ? value : pairwise(graph, "Add", value, graph.int64s([more]));
    });
  }

  /** The product of some axes, int64 [1]. */
  #product(axes: readonly number[]): Value {
    return axes.map((axis) => this.#axis(axis)).reduce((a, b) => pairwise(this.graph, "Mul", a, b));
  }

  /** The size of an axis, read off an input that has it, int64 [1]. */
  #axis(axis: number): Value {
    const { graph, recording } = this;
    return graph.once(`axis ${axis}`, () => {
      const name = recording.axes.names[axis];
      const at = recording.inputs.list.findIndex((input) => !("of" in input) && input.dims.includes(name));
      const input = recording.inputs.list[at];
      const place = "of" in input ? 0 : input.dims.indexOf(name);
      const shape = graph.one("Shape", [this.#inputs[at]], { type: "int64", shape: [this.#inputs[at].shape.length] });
      return gather(graph, shape, 0, [place]);
    });
  }

  /** The error for what was found in the runs, and has no form in the graph. */
  #unfit(does: string, found: readonly unknown[]): OptionError {
    const { axes } = this.recording;
    const steady = axes.isSteady(found);
    const why = steady ? "which follows no rule of the sizes that go in" : "which is another each time it runs";
    return unsettled(`forward() ${does} ${axes.wordRuns(found)}, ${why}`, steady ? [FIX_THE_SIZE] : []);
  }
}
