// The examples of networks of one's own, each as it is run: what it learns, by numbers, and what becomes of its model. Needs the built examples,
// which the workers of the service load.
import * as ort from "onnxruntime-web";
import { type Module, noGrad, type Tensor, tensor } from "recurra";
import { expect, test } from "vitest";
import * as attention from "./21-attention.ts";
import * as minGru from "./22-min-gru.ts";
import * as layerNorm from "./23-layer-norm.ts";
import * as quantiles from "./24-quantiles.ts";
import * as characters from "./25-characters.ts";
import * as masked from "./26-masked.ts";
import * as ctc from "./27-ctc.ts";
import { type Trained, travel } from "./travel.ts";

ort.env.wasm.numThreads = 1;

type Travelling = Parameters<typeof travel>;

/** Runs an example; its numbers, and what it says. */
async function learnt<T extends Trained<Module, never>>(
  run: (print: (line: string) => void) => T | Promise<T>,
  name: string,
  modules?: Travelling[2],
): Promise<{ found: T; lines: string[] }> {
  const lines: string[] = [];
  const found = await run((line) => lines.push(line));
  const file = new URL(`./dist/${name}.js`, import.meta.url).href;
  const { loaded, onnx, served } = await travel(found, file, modules, (line) => lines.push(line));
  expect({ loaded, served }).toEqual({ loaded: true, served: true });
  expect(await distance(onnx as Uint8Array, found)).toBeLessThan(1e-5);
  return { found, lines };
}

/** How far what onnxruntime gives for three inputs is from what the model does, beside the largest number. */
async function distance(graph: Uint8Array, { model, x: all }: Trained<Module, never>): Promise<number> {
  const x = noGrad(() => all.slice(0, 4, 7));
  const own = noGrad(() => (model as Module & { forward(x: Tensor): Tensor }).forward(x)).toArray();
  const session = await ort.InferenceSession.create(graph);
  const { y } = await session.run({ x: new ort.Tensor("float32", x.toArray(), [...x.shape]) });
  await session.release();
  expect(y.data.length).toBe(own.length);
  const scale = own.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return own.reduce((most, value, i) => Math.max(most, Math.abs(value - Number(y.data[i]))), 0) / scale;
}

test("21-attention writes sequences backwards that it has not seen", async () => {
  const { found, lines } = await learnt((print) => attention.run(10, print), "21-attention", [attention.Reverser]);
  expect(found.right).toBeGreaterThan(0.97);
  expect(lines[10]).toBe(
    `of other sequences, written right: ${(100 * found.right).toFixed(1)}%; guessing: ${(100 / 6).toFixed(1)}%`,
  );
});

test("22-min-gru holds the value that was marked last", async () => {
  const { found } = await learnt((print) => minGru.run(300, print), "22-min-gru", [minGru.MinGRU]);
  expect(found.error).toBeLessThan(found.zero / 50);
});

test("23-layer-norm tells three forms of waves apart, whatever their height", async () => {
  const { found } = await learnt((print) => layerNorm.run(20, print), "23-layer-norm", [layerNorm.NormedGRU]);
  expect(found.right).toBeGreaterThan(0.97);
});

test("24-quantiles holds 80% of later values between its outer quantiles, which are wider where the noise is", async () => {
  const { found } = await learnt((print) => quantiles.run(40, print), "24-quantiles");
  expect(Math.abs(found.covered - 0.8)).toBeLessThan(0.05);
  expect(found.wide).toBeGreaterThan(2 * found.narrow);
});

test("25-characters needs less than a bit a letter on a verse that it has not read, and goes on in English", async () => {
  const { found, lines } = await learnt((print) => characters.run(100, print), "25-characters");
  expect(found.bits).toBeLessThan(1);
  expect(lines[10]).toMatch(/^This is the .*that .* the house|that .* the rat/);
});

test("26-masked finds one sign before another in sequences of any length", async () => {
  const { found } = await learnt((print) => masked.run(10, print), "26-masked", [masked.Finder]);
  expect(found.found).toBeGreaterThan(0.4);
  expect(found.found).toBeLessThan(0.6);
  expect(found.right).toBeGreaterThan(0.97);
});

test("26-masked does not look at what is filled up: more of it changes no bit", async () => {
  const { model, x } = await masked.run(1);
  const rows = Array.from({ length: 4 }, (_, i) => [...x.toArray().subarray(20 * i, 20 * i + 20)]);
  const longer = tensor(rows.map((row) => [...row, 0, 0, 0]));
  expect(model.forward(longer).toArray()).toEqual(model.forward(tensor(rows)).toArray());
});

test("27-ctc hears four symbols right whose times nobody told it", async () => {
  const { found } = await learnt((print) => ctc.run(60, print), "27-ctc", [ctc.Listener]);
  expect(found.right).toBeGreaterThan(0.9);
  const [first] = ctc.heard(found.model, found.x);
  expect(first.every((symbol) => symbol >= 1 && symbol <= 4)).toBe(true);
});
