import { expect, test } from "vitest";
import type { HeldOutRows } from "../engine/protocol.ts";
import { heldOutChart, stretchAt } from "./held-out.ts";

// Two windows that follow one another, and one behind a gap of a row.
const heldOut: HeldOutRows = {
  horizon: 2,
  origins: [10, 12, 15],
  times: ["k", "l", "m", "n", "o", "p", "q"],
  actual: [1, 2, 3, 4, null, 6, 7],
  rival: [1, 1, 2, 2, 3, 3],
};
const rivals = { name: "drift", loss: 1, methods: 3, windows: 9, target: "load", heldOut };

test("forecasts of windows are joined over what came, with their times; between windows there are none", () => {
  const predicted = Float64Array.of(5, 6, 7, 8, 9, 10);
  const { lines, x, at } = heldOutChart(rivals, 0, { from: 0, epoch: 1, kept: false, predicted });
  expect(lines.map(({ y }) => y)).toEqual([
    [1, 2, 3, 4, null, 6, 7],
    [1, 1, 2, 2, null, 3, 3],
    [5, 6, 7, 8, null, 9, 10],
  ]);
  expect(at.map((row) => x.say?.(row))).toEqual(heldOut.times);
  expect(x.say?.(0.5)).toBe("");
});

test("until forecasts of the stretch have come the network has no line, and what it said of another one is not drawn", () => {
  const before = heldOutChart(rivals, 0, undefined);
  const other = heldOutChart(rivals, 0, { from: 1, epoch: 1, kept: false, predicted: new Float64Array(6) });
  for (const { lines } of [before, other]) expect(lines[2].y.every((value) => value === null)).toBe(true);
});

test("of many windows a stretch is shown that can be told apart", () => {
  const origins = Array.from({ length: 300 }, (_, i) => 5 * i);
  const rows = { horizon: 5, origins, times: [], actual: [], rival: [] };
  expect(stretchAt(rows, 280)).toEqual({ from: 1400, to: 1500, windows: 20 });
});
