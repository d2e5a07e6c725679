// Runs a function here and its graph in onnxruntime, with sizes other than those that it was recorded with, and says how far apart they are.
import { Module, noGrad, Tensor, tensor } from "recurra";
import { expect } from "vitest";
import { decoded, type Feed, faultsIn, furthest, numbers, opened } from "../run-onnx.fixture.ts";
import { toOnnx } from "../to-onnx.ts";
import type { OnnxInputs } from "./inputs.ts";
import type { TapedFunction } from "./run.ts";

/** The sizes of open axes by their names. */
type Sizes = Readonly<Record<string, number>>;

export interface Comparison {
  /** Sizes to run with; batches of 1 and of 4 unless given. */
  readonly sizes?: readonly Sizes[];
  /** Makes the numbers of an input; from a normal distribution unless given. */
  readonly make?: (name: string, count: number, sizes: Sizes) => Float32Array;
}

/** The names of the operators in the graph. */
export async function expectAlike(
  subject: Module | TapedFunction,
  inputs: OnnxInputs,
  { sizes = [{ batch: 1 }, { batch: 4 }], make = (_, count) => numbers(count) }: Comparison = {},
): Promise<string[]> {
  const bytes = toOnnx(subject, { inputs });
  const model = decoded(bytes);
  expect(faultsIn(model)).toEqual([]);
  const run = await opened(bytes);
  for (const one of sizes) {
    const shapeOf = (name: string): number[] => {
      const input = inputs[name];
      if (input instanceof Tensor) return [one.batch, ...input.shape.slice(1)];
      if ("lengthsOf" in input) return shapeOf(input.lengthsOf).slice(0, 1);
      return input.map((dim) => (typeof dim === "number" ? dim : one[dim]));
    };
    const feeds: Record<string, Feed> = {};
    const given = Object.entries(inputs).map(([name, input]) => {
      const shape = shapeOf(name);
      if ("lengthsOf" in input) {
        const [batch, time] = shapeOf(input.lengthsOf);
        const lengths = Array.from({ length: batch }, (_, b) => 1 + ((3 * b + 2) % time));
        feeds[name] = { shape, data: Int32Array.from(lengths) };
        return lengths;
      }
      const data = make(
        name,
        shape.reduce((product, n) => product * n, 1),
        one,
      );
      feeds[name] = { shape, data };
      return tensor(data, shape);
    });
    const body =
      subject instanceof Module ? (subject as Module & { forward: TapedFunction }).forward.bind(subject) : subject;
    const own = noGrad(
      () =>
        new Map(
          flat(body(...(given as never[])), "").map(([name, t]) => [
            name in inputs ? `${name}_out` : name,
            { shape: [...t.shape], data: t.toArray() },
          ]),
        ),
    );
    const theirs = await run(feeds);
    expect(Object.keys(theirs).sort()).toEqual([...own.keys()].sort());
    for (const [name, { shape, data }] of own) {
      expect(theirs[name].shape, `${name} at ${JSON.stringify(one)}`).toEqual(shape);
      // Of what is large, the share of the largest number counts.
      const scale = data.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 1);
      expect(furthest(theirs[name].data, data) / scale, `${name} at ${JSON.stringify(one)}`).toBeLessThan(1e-5);
    }
  }
  return model.graph.node.map(({ opType }) => opType);
}

function flat(result: unknown, name: string): [string, Tensor][] {
  if (result instanceof Tensor) return [[name === "" ? "y" : name, result]];
  return Object.entries(result as object).flatMap(([key, part]) => {
    const word = /^\d/.test(key) && name === "" ? `y${key}` : key;
    return flat(part, name === "" ? word : `${name}_${word}`);
  });
}
