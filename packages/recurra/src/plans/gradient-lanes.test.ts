import { expect, test } from "vitest";
import { memoryUse, Parameter } from "../tensor/index.ts";
import { GradientLanes } from "./gradient-lanes.ts";

const [a, b] = [new Parameter([0, 0, 0], [3]), new Parameter([0], [1])];

/** Numbers whose sum depends on the order: a large one, its opposite, and small ones. */
const gradients = [
  [[1e8, 1, 2], [1]],
  [[1, 1, 2], [1e8]],
  [[-1e8, 1, 2], [1]],
  [[3, 1, 2], [-1e8]],
] as const;

function give(chunk: number): void {
  [a.grad, b.grad] = gradients[chunk].map((numbers) => [...numbers]);
}

const found = (): number[][] => [a, b].map(({ grad }) => [...grad!]);
const round = Math.fround;

test("chunks are added within their lane in order, then the lanes in order, in float32", () => {
  const lanes = new GradientLanes([a, b]);
  lanes.open(2);
  for (const [chunk, lane] of [
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 1],
  ]) {
    give(chunk);
    lanes.add(lane);
  }
  lanes.close(2);
  const [first, second] = [round(1e8 + 1), round(-1e8 + 3)];
  expect(found()).toEqual([[round(first + second), 4, 8], [round(round(1 + 1e8) + round(1 - 1e8))]]);
  lanes.dispose();
});

test("a lane that comes from elsewhere counts as one that was added here, whichever comes first", () => {
  const lanes = new GradientLanes([a, b]);
  lanes.open(2);
  give(1);
  lanes.add(0);
  lanes.fill(1, Float32Array.from(gradients[3].flat()));
  lanes.close(2);
  const here = found();
  lanes.open(2);
  give(3);
  lanes.add(1);
  lanes.fill(0, Float32Array.from(gradients[1].flat()));
  lanes.close(2);
  expect(found()).toEqual(here);
  lanes.dispose();
});

test("a parameter that no chunk gave a gradient has none, and one that few gave has their sum", () => {
  const lanes = new GradientLanes([a, b]);
  lanes.open(2);
  for (const lane of [0, 1]) {
    a.grad = lane === 1 ? [1, 2, 3] : null;
    b.grad = null;
    lanes.add(lane);
  }
  lanes.close(2);
  expect([a.grad && [...a.grad], b.grad]).toEqual([[1, 2, 3], null]);
  lanes.dispose();
});

test("dispose gives the lanes' memory back", () => {
  const before = memoryUse().parameters;
  const lanes = new GradientLanes([a, b]);
  lanes.open(3);
  expect(memoryUse().parameters).toBeGreaterThan(before);
  lanes.dispose();
  expect(memoryUse().parameters).toBe(before);
});
