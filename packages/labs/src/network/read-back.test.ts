import { withSeed } from "recurra";
import { expect, test } from "vitest";
import { makeEncoderDecoder, writeSteps } from "./encoder-decoder.ts";
import { tellSteps, writeOn } from "./read-back.ts";

const settings = {
  cell: "lstm",
  hidden: 5,
  layers: 1,
  bidirectional: false,
  dropout: 0,
  teacherForcing: "half",
} as const;
const values = Float64Array.from({ length: 60 }, (_, i) => Math.sin(i / 4));
const lookback = 4;
const horizon = 3;

function network() {
  return withSeed(3, () => makeEncoderDecoder(settings));
}

/** From `origin` on, window by window, as the labs score it: from true values, or from the network's own. */
function windows(origin: number, steps: number, forced: boolean): number[] {
  const model = network();
  const known = values.slice();
  for (let at = origin; at < origin + steps; at += horizon) {
    const count = Math.min(horizon, origin + steps - at);
    const source = forced ? values : known;
    known.set(
      writeSteps(model, source.slice(at - lookback, at), count, forced ? values.slice(at, at + count) : undefined),
      at,
    );
  }
  model.dispose();
  return Array.from(known.slice(origin, origin + steps));
}

function written(told: readonly boolean[], origins: readonly number[], from: Float64Array = values) {
  const model = network();
  const out = writeOn(model, { values: from, origins, told, lookback, horizon });
  model.dispose();
  return out.map((path) => Array.from(path));
}

function close(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(wanted[i], 5);
}

test("told everything it is teacher forcing, told nothing it runs free: the paths that labs score", () => {
  const origins = [10, 21];
  for (const forced of [true, false]) {
    const paths = written(tellSteps(10, forced ? 1 : 0, 7), origins);
    for (const [i, origin] of origins.entries()) close(paths[i], windows(origin, 10, forced));
  }
});

test("told some of the values it is what one gets step by step", () => {
  const told = [false, true, true, false, true, false, false, true, false, true];
  const model = network();
  const known = values.slice();
  const wanted = told.map((isTold, step) => {
    const at = 20 + step;
    const begin = at - (step % horizon);
    const window = known.slice(begin - lookback, begin);
    const said = writeSteps(model, window, at - begin + 1, known.slice(begin, at + 1))[at - begin];
    if (!isTold) known[at] = said;
    return said;
  });
  model.dispose();
  close(written(told, [20])[0], wanted);
});

test("a value that is not told is not read, and one that is told is read from the next step on", () => {
  const told = Array.from({ length: 9 }, (_, step) => step === 4);
  const [path] = written(told, [20]);
  const change = (at: number) => {
    const other = values.slice();
    other[at] += 1;
    const [changed] = written(told, [20], other);
    return changed.findIndex((value, step) => value !== path[step]);
  };
  expect([20, 21, 22, 23, 25, 28].map(change)).toEqual([-1, -1, -1, -1, -1, -1]);
  expect(change(24)).toBe(5);
  expect(change(19)).toBe(0);
});

test("with a larger share the same steps are told, and more", () => {
  const counts = [0, 0.3, 0.6, 1].map((share) => tellSteps(200, share, 1));
  expect(counts[0].includes(true)).toBe(false);
  expect(counts[3].includes(false)).toBe(false);
  for (let i = 0; i < 3; i++) {
    counts[i].forEach((told, step) => {
      if (told) expect(counts[i + 1][step]).toBe(true);
    });
  }
  const share = counts[1].filter(Boolean).length / 200;
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThan(0.4);
});
