// What goes into a function whose operations are recorded: said by the program, made anew for each run.
import { type OptionError, Tensor, tensor } from "recurra";
import { made, type OptionRule } from "recurra/core";
import type { Dim } from "../graph/value.ts";
import { Axes } from "./axes.ts";
import { wrongInputs } from "./refusals.ts";

/**
 * An argument of the function. Sizes make a tensor; one with a name in place of a number is open: ["batch", 20, 3]. An example tensor has
 * the sizes too, its first being open under the name "batch". `lengthsOf` makes a list of whole numbers: the true lengths of the
 * sequences in the input of that name.
 */
export type OnnxInput = readonly Dim[] | Tensor | { readonly lengthsOf: string };

/** The arguments in their order, by the names that they have in the graph. */
export type OnnxInputs = Readonly<Record<string, OnnxInput>>;

/** The rule of the option. */
export const INPUTS: OptionRule<OnnxInputs> = made(
  'the inputs by their names, such as { x: ["batch", 20, 3] }',
  (value): value is OnnxInputs =>
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isInput),
);

function isInput(value: unknown): value is OnnxInput {
  if (value instanceof Tensor) return true;
  if (Array.isArray(value)) return value.every((dim) => typeof dim === "string" || isSize(dim));
  return (
    typeof value === "object" && value !== null && typeof (value as { lengthsOf?: unknown }).lengthsOf === "string"
  );
}

function isSize(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

/** A tensor that goes in. */
interface TensorInput {
  readonly name: string;
  readonly dims: readonly Dim[];
  /** Rows that are repeated; zeros without. */
  readonly rows?: Float32Array;
}

/** A list of lengths that goes in, and the sequences that it is of. */
interface LengthsInput {
  readonly name: string;
  readonly of: TensorInput;
}

/** What a graph takes. */
type GraphInput = TensorInput | LengthsInput;

/** An argument of one run. */
export type Argument = Tensor | number[];

const IDENTIFIER = /^[A-Za-z_]\w*$/;

export class GraphInputs {
  readonly list: readonly GraphInput[];
  readonly axes: Axes;

  /** Throws OptionError ONNX_INPUTS. */
  constructor(given: OnnxInputs) {
    const named = Object.entries(given);
    if (named.length === 0) throw wrongInputs("there are none, so nothing goes into the graph");
    const tensors = new Map<string, TensorInput>();
    for (const [name, input] of named) {
      if (!IDENTIFIER.test(name)) throw noName("input", name);
      if (!("lengthsOf" in input)) tensors.set(name, tensorInput(name, input));
    }
    this.list = named.map(([name, input]) => {
      if (!("lengthsOf" in input)) return tensors.get(name)!;
      const of = tensors.get(input.lengthsOf);
      if (of && of.dims.length >= 2) return { name, of };
      throw wrongInputs(
        `${name} has the lengths of ${input.lengthsOf}, which is no input of sequences [batch, time, ..]`,
      );
    });
    const names = new Set([...tensors.values()].flatMap(({ dims }) => dims.filter((dim) => typeof dim === "string")));
    for (const name of names) if (!IDENTIFIER.test(name)) throw noName("axis", name);
    this.axes = new Axes([...names]);
  }

  /** The arguments of a run. */
  argumentsOf(run: number): Argument[] {
    return this.list.map((input) => ("of" in input ? this.#lengths(input, run) : this.#tensor(input, run)));
  }

  /** The sizes of an input in a run. */
  shapeOf({ dims }: TensorInput, run: number): number[] {
    return dims.map((dim) => (typeof dim === "number" ? dim : this.axes.runs[run][this.axes.names.indexOf(dim)]));
  }

  /** The arguments of a run in words: "x [2, 20, 3]". */
  wordRun(run: number): string {
    const words = this.list.map((input) =>
      "of" in input
        ? `${input.name} [${this.shapeOf(input.of, run)[0]}]`
        : `${input.name} [${this.shapeOf(input, run).join(", ")}]`,
    );
    return words.join(", ");
  }

  /** Lengths from 1 to T that differ from run to run; in the last two, all are the least, and all the most. */
  #lengths({ of }: LengthsInput, run: number): number[] {
    const [batch, time] = this.shapeOf(of, run);
    const left = this.axes.runs.length - run;
    return Array.from({ length: batch }, (_, b) =>
      left === 2 ? 1 : left === 1 ? time : 1 + ((5 * b + 3 * run + 1) % time),
    );
  }

  #tensor(input: TensorInput, run: number): Tensor {
    const shape = this.shapeOf(input, run);
    const size = shape.reduce((product, n) => product * n, 1);
    const { rows } = input;
    // Zeros are indices of everything, and nothing that a program may look at hangs on them.
    return tensor(
      rows ? Float32Array.from({ length: size }, (_, i) => rows[i % rows.length]) : new Float32Array(size),
      shape,
    );
  }
}

function tensorInput(name: string, input: readonly Dim[] | Tensor): TensorInput {
  if (!(input instanceof Tensor)) return { name, dims: input };
  return { name, dims: input.shape.map((size, i) => (i === 0 ? "batch" : size)), rows: input.toArray() };
}

function noName(what: string, name: string): OptionError {
  return wrongInputs(`the ${what} "${name}" needs a name of letters, digits and _ that does not begin with a digit`);
}
