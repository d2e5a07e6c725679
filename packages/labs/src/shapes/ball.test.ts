import { expect, test } from "vitest";
import { continueStraight, FRAMES, makePaths, measureDistance, takeFirstFrames } from "./ball.ts";

const some = makePaths(200, FRAMES, 3, "test");

test("a ball stays in the box, and each target is the place in the next frame", () => {
  expect(some.xShape).toEqual([200, FRAMES, 2]);
  expect(Math.min(...some.x, ...some.y)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...some.x, ...some.y)).toBeLessThanOrEqual(1);
  for (let at = 0; at < some.x.length; at++) {
    const frame = Math.floor(at / 2) % FRAMES;
    if (frame < FRAMES - 1) expect(some.y[at]).toBe(some.x[at + 2]);
  }
});

test("a ball keeps its speed and turns round only at walls", () => {
  let turns = 0;
  for (let at = 0; at < some.x.length; at++) {
    if (Math.floor(at / 2) % FRAMES === 0) continue;
    const before = some.x[at] - some.x[at - 2];
    const after = some.y[at] - some.x[at];
    expect(Math.abs(after)).toBeLessThanOrEqual(0.2 + 1e-6);
    if (Math.abs(before - after) < 1e-6) continue;
    turns++;
    const nearest = Math.min(some.x[at], 1 - some.x[at]);
    expect(nearest).toBeLessThanOrEqual(0.2 + 1e-6);
  }
  expect(turns).toBeGreaterThan(100);
});

test("other purposes and other seeds give other balls, the same ones the same", () => {
  expect(makePaths(5, 3, 3, "test").x).toEqual(makePaths(5, 3, 3, "test").x);
  expect(makePaths(5, 3, 3, "training").x).not.toEqual(makePaths(5, 3, 3, "test").x);
  expect(makePaths(5, 3, 4, "test").x).not.toEqual(makePaths(5, 3, 3, "test").x);
});

test("the first frames are the first places, as sequences of one step", () => {
  const { x, y, xShape, yShape } = takeFirstFrames(some);
  expect([xShape, yShape]).toEqual([
    [200, 1, 2],
    [200, 1, 2],
  ]);
  expect(x.slice(2, 4)).toEqual(some.x.slice(FRAMES * 2, FRAMES * 2 + 2));
  expect(y.slice(2, 4)).toEqual(some.y.slice(FRAMES * 2, FRAMES * 2 + 2));
});

test("going straight on starts with staying and then repeats the last movement", () => {
  const shape = [1, 3, 2];
  const x = Float32Array.of(0.5, 0.5, 0.75, 0.5, 1, 0.25);
  expect(Array.from(continueStraight({ x, xShape: shape, y: x, yShape: shape }))).toEqual([0.5, 0.5, 1, 0.5, 1.25, 0]);
});

test("the distance is the root mean square over the frames asked for", () => {
  const shape = [2, 2, 2];
  const y = new Float32Array(8);
  const said = Float32Array.of(3, 4, 0, 0, 0, 0, 1, 0);
  const samples = { x: y, xShape: shape, y, yShape: shape };
  expect(measureDistance(samples, said)).toBeCloseTo(Math.sqrt(26 / 4));
  expect(measureDistance(samples, said, 0, 1)).toBeCloseTo(Math.sqrt(25 / 2));
  expect(measureDistance(samples, said, 1)).toBeCloseTo(Math.sqrt(1 / 2));
});
