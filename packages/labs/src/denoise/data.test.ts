import { expect, test } from "vitest";
import { LENGTH, makeSinusoids, takeSequences } from "./data.ts";

/** The offset from 0 to 100 whose wave equals sequence i, or undefined. Offsets 60 apart give the same wave. */
function offsetOf(clean: Float32Array, i: number): number | undefined {
  const wave = (offset: number, k: number) => Math.fround(Math.sin((2 * Math.PI * (k + offset)) / 60));
  for (let offset = 0; offset < 60; offset++) {
    const equal = (k: number) => Math.abs(clean[i * LENGTH + k] - wave(offset, k)) < 1e-6;
    if (Array.from({ length: LENGTH }, (_, k) => k).every(equal)) return offset;
  }
  return undefined;
}

test("every clean sequence is the sine of period 60 from a whole offset, each of 0 to 100 equally likely", () => {
  const { clean, count } = makeSinusoids(2020, 0.35, 0);
  const found = new Array<number>(60).fill(0);
  for (let i = 0; i < count; i++) found[offsetOf(clean, i)!]++;
  expect(found.reduce((a, b) => a + b)).toBe(count);
  // Offsets 0 to 40 come twice among 0 to 100: 40 sequences each, the others 20.
  const twice = found.slice(0, 41).reduce((a, b) => a + b) / 41;
  const once = found.slice(41).reduce((a, b) => a + b) / 19;
  expect(found[40]).toBeGreaterThan(30); // 100 is an offset, too
  expect(twice).toBeGreaterThan(35);
  expect(twice).toBeLessThan(45);
  expect(once).toBeGreaterThan(15);
  expect(once).toBeLessThan(25);
});

test("the noise is even between -size and size", () => {
  const { noisy, clean } = makeSinusoids(200, 0.35, 0);
  const noise = Array.from(noisy, (value, i) => value - clean[i]);
  expect(Math.max(...noise)).toBeLessThan(0.3501);
  expect(Math.min(...noise)).toBeGreaterThan(-0.3501);
  const share = (from: number, to: number) => noise.filter((n) => n >= from && n < to).length / noise.length;
  for (const from of [-0.35, -0.21, -0.07, 0.07, 0.21]) expect(share(from, from + 0.14)).toBeCloseTo(0.2, 1);
});

test("a sequence depends on the seed and its place alone, not on how many there are", () => {
  const few = makeSinusoids(3, 0.35, 5);
  const many = takeSequences(makeSinusoids(10, 0.35, 5), 0, 3);
  expect(few.noisy).toEqual(many.noisy);
  expect(few.clean).toEqual(many.clean);
  expect(makeSinusoids(3, 0.35, 6).noisy).not.toEqual(few.noisy);
});

test("sequencesOf takes the sequences from one place to another", () => {
  const all = makeSinusoids(4, 0.35, 0);
  const { count, noisy, clean } = takeSequences(all, 1, 3);
  expect(count).toBe(2);
  expect(noisy).toEqual(all.noisy.slice(LENGTH, 3 * LENGTH));
  expect(clean).toEqual(all.clean.slice(LENGTH, 3 * LENGTH));
});

test("sequences from a later number on are those of the whole, and other noise is the same noise, larger", () => {
  const all = makeSinusoids(7, 0.35, 3);
  const late = makeSinusoids(3, 0.35, 3, 4);
  expect(late).toEqual({ count: 3, noisy: all.noisy.slice(4 * LENGTH), clean: all.clean.slice(4 * LENGTH) });
  const { noisy, clean } = makeSinusoids(3, 0.7, 3, 4);
  expect(clean).toEqual(late.clean);
  noisy.forEach((value, i) => {
    expect(value - clean[i]).toBeCloseTo(2 * (late.noisy[i] - late.clean[i]), 5);
  });
});
