import { expect, test } from "vitest";
import type { Line } from "../data/document.ts";
import { type Charted, planeOf } from "./plane.ts";

const block: Charted = { kind: "lines", title: "Loss", x: { label: "epoch" }, y: { label: "loss" } };

function line(x: Line["x"], y: Line["y"]): Line {
  return { label: "training", role: "1", x, y };
}

test("null and what is not finite are gaps; axes hold all values, y rounded", () => {
  const plane = planeOf(block, [line([1, 2, 3, 4], [5.2, null, Number.NaN, 9.7])]);
  expect(plane.lines[0].y).toEqual([5.2, Number.NaN, Number.NaN, 9.7]);
  expect(plane.x.domain).toEqual([1, 4]);
  expect(plane.y.domain).toEqual([5, 10]);
  expect([plane.x.whole, plane.y.whole]).toEqual([true, false]);
});

test("values that come near to 0 are drawn above 0", () => {
  expect(planeOf(block, [line([1, 2], [0.1, 1])]).y.domain).toEqual([0, 1]);
});

test("dates are UTC with and without a time of day", () => {
  const timed = { ...block, x: { label: "day", scale: "time" as const } };
  const { x } = planeOf(timed, [line(["2024-01-01", "2024-01-01 12:00", "2024-01-01T13:00:00+01:00"], [1, 2, 3])])
    .lines[0];
  expect(x).toEqual([0, 12, 12].map((hour) => Date.UTC(2024, 0, 1, hour)));
});

test("a logarithmic axis leaves gaps for zeros, and counts them", () => {
  const log = { ...block, y: { label: "norm", scale: "log" as const } };
  const plane = planeOf(log, [line([1, 2, 3], [1, 0, 1e-3]), line([1, 2], [-1, 0.5])]);
  expect(plane.leftOut).toBe(2);
  expect(plane.y.domain).toEqual([1e-3, 1]);
});

test("rules widen the axes, and a domain of one's own holds them as they are", () => {
  const lines = [line([1, 2], [1, 2])];
  expect(planeOf(block, lines, { x: [5], y: [-3] })).toMatchObject({ x: { domain: [1, 5] }, y: { domain: [-3, 2] } });
  expect(planeOf({ ...block, y: { label: "loss", domain: [0.5, 3.3] } }, lines).y.domain).toEqual([0.5, 3.3]);
});

test("a chart without values, and one with a single value, have axes nevertheless", () => {
  expect(planeOf(block, [line([], [])])).toMatchObject({ x: { domain: [0, 1] }, y: { domain: [0, 1] } });
  expect(planeOf(block, [line([3], [4])])).toMatchObject({ x: { domain: [1.5, 4.5] }, y: { domain: [2, 6] } });
});

test("x and y of different length are refused with the block's title", () => {
  expect(() => planeOf(block, [line([1, 2, 3], [1, 2])])).toThrow(
    'documentPage: the lines block "Loss": line "training" has 3 x values and 2 y values; give one y for each x, null for a gap.',
  );
});

test("text on an axis of numbers, and no dates on one of time, are refused", () => {
  expect(() => planeOf(block, [line(["2024-01-01"], [1])])).toThrow(
    'documentPage: the lines block "Loss": "2024-01-01" on the axis "epoch" is not a finite number (for dates, set the scale to "time").',
  );
  const timed = { ...block, x: { label: "day", scale: "time" as const } };
  expect(() => planeOf(timed, [line(["soon"], [1])])).toThrow(
    '"soon" on the axis "day" is not an ISO date or date-time such as "2024-05-31".',
  );
});

test("domains that do not go up, or begin at 0 on a logarithmic axis, are refused", () => {
  expect(() => planeOf({ ...block, y: { label: "loss", domain: [1, 1] } }, [])).toThrow(
    'the domain of "loss" must go up, but is [1, 1].',
  );
  expect(() => planeOf({ ...block, y: { label: "loss", scale: "log", domain: [0, 1] } }, [])).toThrow(
    'the logarithmic axis "loss" must begin above 0, but begins at 0.',
  );
});

test("texts that are dates elsewhere, and days that no calendar has, are not taken for moments", () => {
  const timed = { ...block, x: { label: "day", scale: "time" as const } };
  for (const text of ["05/31/2024", "2024-5-31", "5", "May 2024", "2024-02-30", "2024-01-01 25:00", "2024-01-01Z"]) {
    expect(() => planeOf(timed, [line([text], [1])])).toThrow(`"${text}" on the axis "day" is not an ISO date`);
  }
  expect(planeOf(timed, [line(["2024", "2024-02", " 2024-02-29 "], [1, 2, 3])]).lines[0].x).toEqual([
    Date.UTC(2024, 0, 1),
    Date.UTC(2024, 1, 1),
    Date.UTC(2024, 1, 29),
  ]);
});

test("a rule at 0 has no place on a logarithmic axis", () => {
  const log = { ...block, y: { label: "norm", scale: "log" as const } };
  expect(() => planeOf(log, [line([1], [1])], { y: [0] })).toThrow(
    'documentPage: the lines block "Loss": 0 has no place on the logarithmic axis "norm", whose values are above 0.',
  );
});

test("the smallest and the largest numbers have axes; what is no finite distance apart is refused", () => {
  const log = { ...block, y: { label: "norm", scale: "log" as const } };
  const [low, high] = planeOf(log, [line([1, 2], [Number.MIN_VALUE, 1])]).y.domain;
  expect(low).toBeGreaterThan(0);
  expect(high).toBe(1);
  const most = Number.MAX_VALUE;
  expect(() => planeOf(block, [line([1, 2], [-most, most])])).toThrow(
    `the axis "loss" cannot reach from ${-most} to ${most}, which is no finite distance.`,
  );
  expect(() => planeOf({ ...block, y: { label: "loss", domain: [0, Number.POSITIVE_INFINITY] } }, [])).toThrow(
    'the axis "loss" cannot reach from 0 to Infinity',
  );
});

test("roles and scales that there are not, as a file may have them, are refused", () => {
  expect(() => planeOf(block, [{ ...line([1], [1]), role: "best" as "model" }])).toThrow(
    'the lines block "Loss": "training" has the role "best"; there are 1, 2, 3, 4, 5, 6, 7, input, model, naive, truth.',
  );
  expect(() => planeOf({ ...block, y: { label: "loss", scale: "sqrt" as "log" } }, [])).toThrow(
    'the scale of "loss" is "sqrt"; there are linear, log and time.',
  );
});
