import { expect, test } from "vitest";
import { OptionError } from "./errors.ts";
import { defaultGenerator, Generator, manualSeed, withSeed } from "./random.ts";

test("a draw depends on seed, purpose, step and index alone, in any order", () => {
  const forward = new Generator(7).stream("weights", 3);
  const backward = new Generator(7).stream("weights", 3);
  const up: number[] = [];
  const down: number[] = [];
  for (let i = 0; i < 50; i++) up.push(forward.uint32(i), forward.uniform(i), forward.normal(i));
  for (let i = 49; i >= 0; i--) down.unshift(backward.uint32(i), backward.uniform(i), backward.normal(i));
  expect(down).toEqual(up);
});

test("another seed, purpose or step gives other draws", () => {
  const first = [
    new Generator(7).stream("weights", 3),
    new Generator(8).stream("weights", 3),
    new Generator(7 + 2 ** 40).stream("weights", 3),
    new Generator(7).stream("dropout", 3),
    new Generator(7).stream("weights", 4),
    new Generator(7).stream("weights", 3 + 2 ** 40),
  ].map((stream) => stream.uint32(0));
  expect(new Set(first).size).toBe(first.length);
});

test("the draws are pinned: they are part of what a seed means", () => {
  const stream = new Generator(42).stream("weights", 1);
  expect([0, 1, 2, 3, 4].map((i) => stream.uint32(i))).toEqual([
    2660655045, 2926767065, 3829434570, 3663170114, 2833185162,
  ]);
  expect([0, 1, 1_000_000_007].map((i) => stream.uniform(i))).toEqual([
    0.8957130970758068, 0.7739006219996177, 0.4043215919418499,
  ]);
  expect([0, 1, 1_000_000_007].map((i) => stream.normal(i))).toEqual([
    0.9177935576693064, 0.33175234901777373, 1.1616087634843923,
  ]);
  expect([...stream.permutation(10)]).toEqual([5, 0, 4, 1, 6, 2, 8, 3, 7, 9]);
});

test("uniform draws lie in [0, 1) with mean 1/2, variance 1/12 and equal shares of sixteen bins", () => {
  const stream = new Generator(1).stream("uniform");
  const n = 160_000;
  const bins = new Array<number>(16).fill(0);
  let sum = 0;
  let squares = 0;
  let outside = 0;
  for (let i = 0; i < n; i++) {
    const u = stream.uniform(i);
    if (!(u >= 0 && u < 1)) outside++;
    bins[Math.floor(u * 16)]!++;
    sum += u;
    squares += (u - 0.5) * (u - 0.5);
  }
  expect(outside).toBe(0);
  expect(Math.abs(sum / n - 0.5)).toBeLessThan(0.003);
  expect(Math.abs(squares / n - 1 / 12)).toBeLessThan(0.001);
  for (const bin of bins) expect(Math.abs(bin - n / 16)).toBeLessThan(450);
});

test("normal draws have mean 0, variance 1, the tails of the normal curve, and uncorrelated neighbours", () => {
  const stream = new Generator(2).stream("normal");
  const n = 200_000;
  let sum = 0;
  let squares = 0;
  let beyondTwo = 0;
  let neighbours = 0;
  for (let i = 0; i < n; i++) {
    const z = stream.normal(i);
    sum += z;
    squares += z * z;
    if (Math.abs(z) > 2) beyondTwo++;
    if (i % 2 === 1) neighbours += z * stream.normal(i - 1);
  }
  expect(Math.abs(sum / n)).toBeLessThan(0.01);
  expect(Math.abs(squares / n - 1)).toBeLessThan(0.015);
  expect(Math.abs(beyondTwo / n - 0.0455)).toBeLessThan(0.002);
  expect(Math.abs(neighbours / (n / 2))).toBeLessThan(0.015);
});

test("a permutation holds every number once, and each of the 24 orders of four is equally likely", () => {
  expect([...new Generator(3).stream("shuffle").permutation(1000)].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 1000 }, (_, i) => i),
  );
  const seen = new Map<string, number>();
  const generator = new Generator(4);
  for (let step = 0; step < 24_000; step++) {
    const key = generator.stream("shuffle", step).permutation(4).join("");
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  expect(seen.size).toBe(24);
  for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test("permutations of nothing and of one are what they must be", () => {
  const stream = new Generator(5).stream("shuffle");
  expect([...stream.permutation(0)]).toEqual([]);
  expect([...stream.permutation(1)]).toEqual([0]);
});

test("seeds, steps and indices that are not whole numbers from 0 are refused by name", () => {
  expect(() => new Generator(-1)).toThrow("a seed must be a whole number from 0 to 2^53 - 1, but it is -1.");
  expect(() => new Generator(0.5)).toThrow(OptionError);
  expect(() => new Generator(Number.NaN)).toThrow(OptionError);
  expect(() => new Generator(1).stream("x", 1.5)).toThrow("a random stream's step must be a whole number");
  expect(() => new Generator(1).stream("x").uniform(-2)).toThrow("a random draw's index must be a whole number");
  expect(() => new Generator(1).stream("x").permutation(-1)).toThrow("n must be a whole number below 2^32");
});

test("manualSeed starts the default generator and its serials anew", () => {
  manualSeed(11);
  const first = [defaultGenerator().nextSerial(), defaultGenerator().nextSerial()];
  const word = defaultGenerator().stream("weights", first[1]!).uint32(0);
  manualSeed(11);
  expect([defaultGenerator().nextSerial(), defaultGenerator().nextSerial()]).toEqual(first);
  expect(defaultGenerator().stream("weights", first[1]!).uint32(0)).toBe(word);
  manualSeed(0);
});

test("a generator made with a serial goes on where the other stopped", () => {
  const generator = new Generator(1);
  generator.nextSerial();
  generator.nextSerial();
  expect(new Generator(1, generator.serial).nextSerial()).toBe(generator.nextSerial());
});

test("withSeed nests, and puts the former generator back also after an error", () => {
  const outer = defaultGenerator();
  const seeds = withSeed(1, () => {
    const before = defaultGenerator().seed;
    const inner = withSeed(2, () => defaultGenerator().seed);
    manualSeed(9);
    return [before, inner, defaultGenerator().seed];
  });
  expect(seeds).toEqual([1, 2, 9]);
  expect(() =>
    withSeed(3, () => {
      throw new Error("stop");
    }),
  ).toThrow("stop");
  expect(defaultGenerator()).toBe(outer);
});

test("withSeed refuses a function that returns a promise", () => {
  const outer = defaultGenerator();
  expect(() => withSeed(1, async () => 1)).toThrow("fn returned a promise, but the seed holds only until fn returns");
  expect(defaultGenerator()).toBe(outer);
});
