import { expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { LinearPath, PLAIN } from "./linear-path.ts";
import { type PathTrial, triedPath } from "./path-trial.ts";

const random = new Generator(4).stream("trial");

/** What the last row but one weighs, as a path of two rows. */
const weighing = (weight: number) =>
  new LinearPath(1, [{ scale: PLAIN, share: 1, lookback: 2, weights: Float32Array.of(weight) }]);

function trialOf(values: Float64Array, drift?: LinearPath): PathTrial {
  return {
    values,
    fitBefore: () => weighing(0.5),
    originsIn: (from, to, lookback) =>
      Uint32Array.from({ length: to - Math.max(from, lookback) }, (_, i) => Math.max(from, lookback) + i),
    still: LinearPath.still(1),
    walk: LinearPath.still(1),
    drift,
  };
}

const after = (values: Float64Array, end: number) =>
  Uint32Array.from({ length: values.length - end }, (_, i) => end + i);

function walk(rows: number, step: (i: number) => number): Float64Array {
  let at = 100;
  return Float64Array.from({ length: rows }, (_, i) => (at += step(i)));
}

test("a path stays where it is surely nearer than the last value, and a random walk is given the last value", () => {
  const noise = Float64Array.from({ length: 400 }, (_, i) => random.normal(i));
  const path = weighing(0.5);
  expect(triedPath(trialOf(noise), path, 340, after(noise, 340))).toBe(path);
  const steps = walk(400, (i) => random.normal(1000 + i));
  expect(triedPath(trialOf(steps), path, 340, after(steps, 340))).toEqual(LinearPath.still(1));
});

test("where the last windows cannot tell, earlier ones are asked, of a path fitted before them", () => {
  const noise = Float64Array.from({ length: 400 }, (_, i) => random.normal(i));
  const asked: number[] = [];
  const trial = { ...trialOf(noise), fitBefore: (row: number) => (asked.push(row) > 0 ? weighing(0.5) : undefined) };
  const path = weighing(0.5);
  expect(triedPath(trial, path, 392, after(noise, 392))).toBe(path);
  expect(asked).toEqual([157, 216, 274]);
});

test("a walk that drifts is given the drift, one that does not the last value", () => {
  const drift = LinearPath.drift(1, 100);
  const drifting = walk(600, (i) => 0.3 + random.normal(2000 + i));
  expect(triedPath(trialOf(drifting, drift), weighing(0.5), 510, after(drifting, 510))).toBe(drift);
  const steps = walk(600, (i) => random.normal(3000 + i));
  expect(triedPath(trialOf(steps, drift), weighing(0.5), 510, after(steps, 510)).lookback).toBe(1);
});

test("of few windows that share no row nothing can be told, and the path keeps the benefit of the doubt", () => {
  const steps = walk(18, (i) => random.normal(4000 + i));
  const path = weighing(0.5);
  expect(triedPath(trialOf(steps), path, 15, after(steps, 15))).toBe(path);
});

test("of few windows of a long random walk the values themselves tell, and it is given the last value", () => {
  const steps = walk(60, (i) => random.normal(5000 + i));
  const noise = Float64Array.from({ length: 60 }, (_, i) => random.normal(6000 + i));
  const path = weighing(0.5);
  const few = (values: Float64Array): PathTrial => ({ ...trialOf(values), originsIn: (from) => Uint32Array.of(from) });
  expect(triedPath(few(steps), path, 50, Uint32Array.of(50))).toEqual(LinearPath.still(1));
  expect(triedPath(few(noise), path, 50, Uint32Array.of(50))).toBe(path);
});
