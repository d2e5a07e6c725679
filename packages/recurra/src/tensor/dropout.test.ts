import { expect, test } from "vitest";
import { philox } from "../core/philox.ts";
import { defaultGenerator, Generator, withSeed } from "../core/random.ts";
import { ones, tensor } from "./creation.ts";
import { dropout } from "./dropout.ts";

test("element i is dropped when word i of Philox, keyed by the stream's first two words, is below p 2^32", () => {
  const n = 1003;
  const found = withSeed(5, () => {
    defaultGenerator().nextSerial();
    return dropout(ones([n]), 0.3).toArray();
  });
  const stream = new Generator(5).stream("dropout", 1);
  const block = new Uint32Array(4);
  for (let i = 0; i < n; i++) {
    philox(block, i >>> 2, 0, 0, 0, stream.uint32(0), stream.uint32(1));
    const kept = block[i & 3] >= Math.floor(0.3 * 4_294_967_296);
    expect(found[i]).toBe(kept ? Math.fround(1 / 0.7) : 0);
  }
});

test("the backward pass uses the same mask as the forward pass", () => {
  const x = tensor(new Float32Array(517).fill(2), [517], { requiresGrad: true });
  const y = dropout(x, 0.5);
  const kept = y.toArray();
  y.sum().backward();
  expect([...x.grad!]).toEqual([...kept].map((v) => v / 2));
});

test("about p of the elements are dropped, and the mean stays", () => {
  const y = withSeed(1, () => dropout(ones([100_000]), 0.2).toArray());
  const dropped = y.filter((v) => v === 0).length;
  expect(dropped).toBeGreaterThan(19_500);
  expect(dropped).toBeLessThan(20_500);
});

test("two calls draw different masks; the same seed draws the same ones", () => {
  const draw = (): number[][] =>
    withSeed(3, () => [[...dropout(ones([64]), 0.5).toArray()], [...dropout(ones([64]), 0.5).toArray()]]);
  const [first, second] = draw();
  expect(first).not.toEqual(second);
  expect(draw()).toEqual([first, second]);
});

test("p = 0 gives the tensor itself, and p outside [0, 1) is refused", () => {
  const x = ones([3]);
  expect(dropout(x, 0)).toBe(x);
  for (const p of [1, -0.1, Number.NaN]) {
    expect(() => dropout(x, p)).toThrow(`dropout: p must be a number from 0 to below 1, but it is ${p}.`);
  }
});

test("NaN passes also where it is dropped", () => {
  const y = dropout(tensor(new Float32Array(64).fill(Number.NaN)), 0.5).toArray();
  expect([...y].every(Number.isNaN)).toBe(true);
});
