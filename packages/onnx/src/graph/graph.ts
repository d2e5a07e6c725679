// A graph while it is built: nodes in the order in which they can run, constants, inputs and outputs. It knows names, types and
// shapes; what an operator computes is the standard's (https://onnx.ai/onnx/operators/). Names are C identifiers, as ONNX's
// description of its format asks for. Nothing here depends on the time or on the order of a hash: the same calls give the same graph.

import type { ElementType, Kind, Value } from "./value.ts";

/** Attributes of a node: whole numbers and words, alone or in lists, and a graph that it runs. */
export type Attributes = Readonly<Record<string, number | string | readonly number[] | readonly string[] | Graph>>;

export interface Node {
  readonly op: string;
  readonly name: string;
  /** Names of values; "" for an input that is left out. */
  readonly inputs: string[];
  readonly outputs: string[];
  readonly attributes: Attributes;
}

/** A tensor whose numbers are in the file, little-endian. */
export interface Constant extends Value {
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** An input or output, with words on what it holds. */
export interface Port {
  readonly value: Value;
  readonly doc: string;
}

type Numbers = Float32Array | Float64Array | BigInt64Array;

export class Graph {
  readonly nodes: Node[] = [];
  /** With those of the graphs that its nodes run. */
  readonly constants: Constant[];
  readonly inputs: Port[] = [];
  readonly outputs: Port[] = [];
  readonly #names: Set<string>;
  /** Values that became outputs, by the names that they had. */
  readonly #renamed = new Map<string, string>();
  readonly #counts: Map<string, number>;
  readonly #kept: Map<unknown, unknown>;

  /** With `outer`, a graph that a node of the outer one runs: it may read the outer one's constants, and those that it makes are there. */
  constructor(outer?: Graph) {
    this.constants = outer?.constants ?? [];
    this.#names = outer ? outer.#names : new Set();
    this.#counts = outer ? outer.#counts : new Map();
    this.#kept = outer ? outer.#kept : new Map();
  }

  input(name: string, kind: Kind, doc: string): Value {
    const value = { name: this.#claim(name), ...kind };
    this.inputs.push({ value, doc });
    return value;
  }

  /** Makes a value an output under this name. */
  output(name: string, value: Value, doc: string): void {
    const node = this.nodes.find(({ outputs }) => outputs.includes(value.name));
    if (!node) {
      // What comes in, or goes out already, goes out under another name through a node of its own.
      this.outputs.push({ value: { ...this.one("Identity", [value], value), name: this.#claim(name) }, doc });
      this.nodes[this.nodes.length - 1].outputs[0] = name;
      return;
    }
    this.#claim(name);
    this.#renamed.set(value.name, name);
    for (const { inputs, outputs } of this.nodes) {
      for (const list of [inputs, outputs]) {
        for (let i = 0; i < list.length; i++) if (list[i] === value.name) list[i] = name;
      }
    }
    this.outputs.push({ value: { ...value, name }, doc });
  }

  /** A node, which gives one value for each kind. */
  node(
    op: string,
    inputs: readonly (Value | undefined)[],
    gives: readonly Kind[],
    attributes: Attributes = {},
  ): Value[] {
    const name = this.#fresh(op.toLowerCase());
    const names = inputs.map((value) => (value ? (this.#renamed.get(value.name) ?? value.name) : ""));
    while (names.at(-1) === "") names.pop();
    const values = gives.map(({ type, shape }, i) => ({
      name: gives.length === 1 ? `${name}_y` : `${name}_y${i}`,
      type,
      shape,
    }));
    this.nodes.push({ op, name, inputs: names, outputs: values.map((value) => value.name), attributes });
    return values;
  }

  /** A node that gives one value. */
  one(op: string, inputs: readonly (Value | undefined)[], gives: Kind, attributes?: Attributes): Value {
    return this.node(op, inputs, [gives], attributes)[0];
  }

  /** Weights under a name of their own. */
  weights(name: string, numbers: Float32Array, shape: readonly number[]): Value {
    return this.#constant(this.#claim(name), "float32", numbers, shape);
  }

  float64s(name: string, numbers: readonly number[], shape: readonly number[]): Value {
    return this.#constant(this.#claim(name), "float64", Float64Array.from(numbers), shape);
  }

  /** Whole numbers that steer an operator: a shape, positions. Equal ones are one constant. */
  int64s(numbers: readonly number[], shape: readonly number[] = [numbers.length]): Value {
    return this.once(`int64 ${numbers.join()}/${shape.join()}`, () =>
      this.#constant(this.#fresh("int64"), "int64", BigInt64Array.from(numbers, BigInt), shape),
    );
  }

  /** Numbers beside the weights. Equal ones are one constant. */
  float32s(numbers: ArrayLike<number>, shape: readonly number[] = [numbers.length]): Value {
    const values = Float32Array.from(numbers);
    // By their bits, so that -0 and NaN are themselves.
    const bits = new Uint32Array(values.buffer).join();
    return this.once(`float32 ${bits}/${shape.join()}`, () =>
      this.#constant(this.#fresh("float32"), "float32", values, shape),
    );
  }

  /** This name, or, where it is taken, this name with a number. */
  unused(name: string): string {
    let free = name;
    for (let n = 2; this.#names.has(free); n++) free = `${name}_${n}`;
    return free;
  }

  /** What `make` gives, made once for each key: weights that several nodes read. */
  once<T>(key: unknown, make: () => T): T {
    if (!this.#kept.has(key)) this.#kept.set(key, make());
    return this.#kept.get(key) as T;
  }

  #constant(name: string, type: ElementType, numbers: Numbers, shape: readonly number[]): Constant {
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    const constant = { name, type, shape, bytes };
    this.constants.push(constant);
    return constant;
  }

  #fresh(stem: string): string {
    let count = this.#counts.get(stem) ?? 0;
    while (this.#names.has(`${stem}_${count}`)) count++;
    this.#counts.set(stem, count + 1);
    return this.#claim(`${stem}_${count}`);
  }

  #claim(name: string): string {
    if (this.#names.has(name)) throw new Error(`the graph has the name ${name} already`);
    this.#names.add(name);
    return name;
  }
}
