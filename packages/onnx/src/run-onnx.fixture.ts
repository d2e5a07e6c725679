// Runs exported graphs in onnxruntime-web, on its WebAssembly build, and checks their form.

import { fromBinary } from "@bufbuild/protobuf";
import * as ort from "onnxruntime-web";
import { Generator } from "recurra/core";
import { onTestFinished } from "vitest";
import { type GraphProto, type ModelProto, ModelProtoSchema } from "./onnx_pb.ts";

// One thread: no workers to wait for, and no headers that pages would need.
ort.env.wasm.numThreads = 1;
ort.env.logLevel = "error";

/** A tensor as it goes into a graph. */
export interface Feed {
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array | Int32Array;
}

export interface Result {
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array;
}

/** A graph that runs. */
export type Run = (feeds: Readonly<Record<string, Feed>>) => Promise<Record<string, Result>>;

const types = { Float32Array: "float32", Float64Array: "float64", Int32Array: "int32" } as const;

/** Opens a graph; it is closed when the test ends. */
export async function opened(bytes: Uint8Array): Promise<Run> {
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ["wasm"] });
  onTestFinished(() => session.release());
  return async (feeds) => {
    const tensors = Object.entries(feeds).map(([name, { shape, data }]) => {
      const type = types[data.constructor.name as keyof typeof types];
      return [name, new ort.Tensor(type, data as Float32Array, [...shape])] as const;
    });
    const results = await session.run(Object.fromEntries(tensors));
    return Object.fromEntries(
      Object.entries(results).map(([name, { dims, data }]) => [name, { shape: dims, data: data as Float32Array }]),
    );
  };
}

/** The same numbers each time, from a normal distribution. */
export function numbers(count: number, seed = 1): Float32Array {
  const stream = new Generator(seed).stream("onnx-test");
  return Float32Array.from({ length: count }, (_, i) => stream.normal(i));
}

/** The largest difference between two lists of numbers; not a number where a number is missing. */
export function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.NaN;
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const distance = Math.abs(a[i] - b[i]);
    if (!(distance <= most)) most = distance;
  }
  return most;
}

export function decoded(bytes: Uint8Array): ModelProto & { graph: GraphProto } {
  const model = fromBinary(ModelProtoSchema, bytes);
  if (!model.graph) throw new Error("the model has no graph");
  return model as ModelProto & { graph: GraphProto };
}

const sizes = new Map([
  [1, 4],
  [7, 8],
  [11, 8],
]);

/** What is wrong with the form of a graph: names that are not C identifiers or not unique, inputs that nothing gave before, .. */
export function faultsIn({ graph }: { readonly graph: GraphProto }): string[] {
  const faults: string[] = [];
  const used = new Set<string>();
  faultsOf(graph, new Set(), used, faults);
  for (const { name } of [...graph.input, ...graph.initializer]) {
    if (!used.has(name)) faults.push(`"${name}" is not used`);
  }
  return faults;
}

/** `known` are the values of the graphs around it, which it may read; names are given once in all of them. */
function faultsOf(graph: GraphProto, known: Set<string>, used: Set<string>, faults: string[]): void {
  const make = (name: string): void => {
    if (!/^[A-Za-z_]\w*$/.test(name)) faults.push(`"${name}" is no identifier`);
    if (known.has(name)) faults.push(`"${name}" is made twice`);
    known.add(name);
  };
  for (const { name } of graph.input) make(name);
  for (const { name, dims, dataType, rawData } of graph.initializer) {
    make(name);
    const count = dims.reduce((product, dim) => product * Number(dim), 1);
    if (rawData.length !== count * sizes.get(dataType)!) faults.push(`"${name}" has ${rawData.length} bytes`);
  }
  for (const { name, input, output, attribute } of graph.node) {
    for (const from of input) {
      if (from !== "" && !known.has(from)) faults.push(`${name} reads "${from}", which nothing before it makes`);
      used.add(from);
    }
    for (const { g } of attribute) if (g) faultsOf(g, known, used, faults);
    output.forEach(make);
  }
  for (const { name } of graph.output) {
    if (!known.has(name)) faults.push(`the output "${name}" is not made`);
    used.add(name);
  }
}
