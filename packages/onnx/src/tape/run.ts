// One run of a function, as its operations told of themselves: values by number, in the order in which they came up, so that two runs of
// the same operations number them alike.
import { noGrad, OptionError, Parameter, Tensor, withSeed } from "recurra";
import { type WatchedTensor, watchOperations } from "recurra/tensor";
import type { Argument, GraphInputs } from "./inputs.ts";
import { noOperator, unsettled } from "./refusals.ts";
import { DRAWN } from "./refused.ts";

/** A function of tensors and lists, which gives a tensor, or several in arrays and plain objects. */
export type TapedFunction = (...inputs: never[]) => unknown;

/** Where a tensor comes from: "unknown" is made by what does not tell of itself. */
export type ValueKind = "input" | "parameter" | "constant" | "result" | "unknown";

/** A tensor of a run. */
interface RunValue {
  readonly kind: ValueKind;
  readonly tensor: WatchedTensor;
  /** Whether it depends on the inputs. */
  readonly open: boolean;
  /** Of an input. */
  readonly name?: string;
}

/** A value where a setting is one. */
export class Place {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

interface RunOperation {
  readonly name: string;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly settings: readonly unknown[];
}

export interface Run {
  readonly values: readonly RunValue[];
  readonly operations: readonly RunOperation[];
  /** The values that came back, by name. */
  readonly outputs: readonly (readonly [name: string, value: number])[];
  /** The lists among the arguments, by the number of the input. */
  readonly lists: ReadonlyMap<number, readonly number[]>;
}

/** Runs the function once. Throws OptionError ONNX_OPERATION and ONNX_TAPE. */
export function runOnce(body: TapedFunction, inputs: GraphInputs, run: number): Run {
  // The program's own draws go on as if nothing had run.
  return withSeed(0, () => {
    let tape: Tape | undefined;
    noGrad(() => {
      // Not as leaves, whose numbers JavaScript has at hand.
      const given = inputs.argumentsOf(run).map((one) => (one instanceof Tensor ? one.reshape(one.shape) : one));
      const watching = new Tape(
        given,
        inputs.list.map(({ name }) => name),
      );
      const result = watchOperations(watching.watch, () => {
        try {
          return body(...(given as never[]));
        } catch (cause) {
          if (cause instanceof OptionError && cause.subject === "toOnnx") throw cause;
          throw unsettled(`forward() failed with ${inputs.wordRun(run)}: ${(cause as Error).message}`, [], cause);
        }
      });
      watching.end(result);
      tape = watching;
    });
    return tape!;
  });
}

class Tape implements Run {
  readonly values: RunValue[] = [];
  readonly operations: RunOperation[] = [];
  readonly outputs: [string, number][] = [];
  readonly lists = new Map<number, readonly number[]>();
  readonly #inputs: ReadonlySet<string>;
  readonly #numbers = new Map<unknown, number>();
  /** The versions of parameters when they were first read. */
  readonly #versions = new Map<Parameter, number>();
  /** What was refused: the function may have caught it. */
  #refused: OptionError | undefined;

  constructor(given: readonly Argument[], names: readonly string[]) {
    this.#inputs = new Set(names);
    given.forEach((argument, i) => {
      if (argument instanceof Tensor) this.#add({ kind: "input", tensor: seen(argument), open: true, name: names[i] });
      else this.lists.set(i, [...argument]);
    });
  }

  readonly watch = (
    name: string,
    inputs: readonly WatchedTensor[],
    outputs: readonly WatchedTensor[],
    ...settings: readonly unknown[]
  ): void => {
    if (DRAWN.has(name)) throw this.#refuse(noOperator(name));
    if (name === "toArray") {
      this.#requireClosed(inputs[0]);
      return;
    }
    const read = inputs.map((input) => this.#number(input));
    const told = settings.map((setting) => this.#setting(setting));
    const open = [...read, ...placesIn(told)].some((value) => this.values[value].open);
    const wrote = outputs.map((output) => this.#add({ kind: "result", tensor: output, open }));
    this.operations.push({ name, inputs: read, outputs: wrote, settings: told });
  };

  end(result: unknown): void {
    if (this.#refused) throw this.#refused;
    for (const [{ shape, version }, before] of this.#versions) {
      if (version !== before) throw unsettled(`forward() changes a parameter [${shape.join(", ")}] that it reads`);
    }
    for (const [name, tensor] of namedTensors(result))
      this.outputs.push([this.#outputName(name), this.#number(tensor)]);
  }

  /** An input keeps its name: what comes back under the same one is its "_out". */
  #outputName(name: string): string {
    const wanted = this.#inputs.has(name) ? `${name}_out` : name;
    const taken = (one: string): boolean => this.#inputs.has(one) || this.outputs.some(([other]) => other === one);
    let free = wanted;
    for (let n = 2; taken(free); n++) free = `${wanted}_${n}`;
    return free;
  }

  #add(value: RunValue): number {
    this.#numbers.set(value.tensor, this.values.length);
    return this.values.push(value) - 1;
  }

  /** The number of a tensor, which comes up for the first time where it was made outside, or by what does not tell of itself. */
  #number(tensor: WatchedTensor): number {
    const known = this.#numbers.get(tensor);
    if (known !== undefined) return known;
    const kind = { parameter: "parameter", leaf: "constant", step: "unknown" } as const;
    if (tensor instanceof Parameter) this.#versions.set(tensor, tensor.version);
    return this.#add({ kind: kind[tensor.kind], tensor, open: tensor.kind === "step" });
  }

  #setting(setting: unknown): unknown {
    if (setting instanceof Tensor) return new Place(this.#number(seen(setting)));
    return Array.isArray(setting) ? setting.map((one) => this.#setting(one)) : setting;
  }

  #requireClosed(tensor: WatchedTensor): void {
    const number = this.#numbers.get(tensor);
    const known = number === undefined ? undefined : this.values[number];
    if (known ? !known.open : tensor.kind !== "step") return;
    const what = `[${tensor.shape.join(", ")}] ${known?.name === undefined ? `made by ${tensor.op}` : `of the input ${known.name}`}`;
    throw this.#refuse(
      unsettled(
        `forward() reads the numbers of a tensor ${what} in JavaScript, with toArray() or item(), and what it does with them is no operation`,
        ["compute with tensors throughout, such as with where() in place of a condition"],
      ),
    );
  }

  #refuse(error: OptionError): OptionError {
    this.#refused ??= error;
    return error;
  }
}

/** A setting with other numbers of its values. */
export function mapPlaces(setting: unknown, change: (value: number) => number): unknown {
  if (setting instanceof Place) return new Place(change(setting.value));
  return Array.isArray(setting) ? setting.map((one) => mapPlaces(one, change)) : setting;
}

/** The values among settings. */
export function placesIn(setting: unknown): number[] {
  if (setting instanceof Place) return [setting.value];
  return Array.isArray(setting) ? setting.flatMap(placesIn) : [];
}

function seen(tensor: Tensor): WatchedTensor {
  return tensor as unknown as WatchedTensor;
}

/** What came back, by name: "y" for a tensor alone, else the keys on the way to each. */
function namedTensors(result: unknown): [string, WatchedTensor][] {
  const found = collect(result, "");
  if (found.length === 0) throw unsettled("forward() gives no tensor");
  return found;
}

function collect(result: unknown, name: string): [string, WatchedTensor][] {
  if (result instanceof Tensor) return [[name === "" ? "y" : name, seen(result)]];
  if (typeof result !== "object" || result === null) {
    throw unsettled(`forward() gives ${name === "" ? "" : `${name}, `}${String(result)}, which is no tensor`);
  }
  return Object.entries(result).flatMap(([key, part]) => {
    const word = /^\d/.test(key) && name === "" ? `y${key}` : key.replace(/\W/g, "_");
    return collect(part, name === "" ? word : `${name}_${word}`);
  });
}
