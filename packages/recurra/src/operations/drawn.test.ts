import { expect, test } from "vitest";
import { manualSeed } from "../core/random.ts";
import { tensor } from "../tensor/index.ts";
import { Plan } from "../tensor/plan.ts";
import { arange, full, rand, randn } from "./drawn.ts";

test("rand and randn draw the same numbers after the same seed, others at the next call, from the distributions they name", () => {
  manualSeed(7);
  const [u, n] = [rand([100, 100]).toArray(), randn([100, 100], { requiresGrad: true })];
  manualSeed(7);
  expect(rand([100, 100]).toArray()).toEqual(u);
  expect(randn([100, 100]).toArray()).toEqual(n.toArray());
  expect(rand([100, 100]).toArray()).not.toEqual(u);
  expect(n.requiresGrad).toBe(true);
  const mean = (x: Float32Array, of = (v: number) => v): number => x.reduce((sum, v) => sum + of(v), 0) / x.length;
  expect(Math.min(...u)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...u)).toBeLessThan(1);
  expect(Math.abs(mean(u) - 0.5)).toBeLessThan(0.01);
  expect(Math.abs(mean(n.toArray()))).toBeLessThan(0.04);
  expect(Math.abs(mean(n.toArray(), (v) => v * v) - 1)).toBeLessThan(0.05);
});

test("a plan refuses to draw numbers that would be the same for every batch", () => {
  const draws = () => new Plan({ inputs: [tensor([1])], seed: 0, body: ([x]) => x.add(randn([1])) });
  expect(draws).toThrow(/randn draws in JavaScript/);
});

test("full and arange are filled by rule", () => {
  expect([...full([2, 2], 0.5).toArray()]).toEqual([0.5, 0.5, 0.5, 0.5]);
  expect([...arange(0, 4).toArray()]).toEqual([0, 1, 2, 3]);
  expect([...arange(1, 0, -0.25).toArray()]).toEqual([1, 0.75, 0.5, 0.25]);
  expect(arange(0, 1, 0.3).shape).toEqual([4]);
});
