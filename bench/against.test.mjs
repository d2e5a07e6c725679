import { expect, test } from "vitest";
import { againstText, comparison, failureAgainst } from "./against.mjs";

const side = (seconds, out) => ({ name: "Recurra strict, 1 thread", seconds, out });
const even = comparison("stream", side([2, 2, 2]), side([2, 2, 2]));
const slower = comparison("denoise", side([2, 4, 1]), side([1.8, 3.6, 1.2]));
const out = (here, there) => comparison("infer", side([], here), side([], there));

test("a ratio is between two runs of one round, above 1 where it is faster here; the median of the rounds counts", () => {
  const faster = comparison("stream", side([1, 4, 1]), side([2, 4, 3]));
  expect(faster).toEqual({
    name: "stream: strict, 1 thread",
    ours: 1,
    theirs: 3,
    ratio: { median: 2, quartiles: [1.5, 2.5] },
  });
});

test("all works are one table, and what was not measured has its reason below it", () => {
  const rows = [comparison("stream", side([1, 4, 1]), side([2, 4, 3])), out("no BLAS", "no work of this name")];
  expect(againstText({ rows })).toBe(
    [
      "work                      ours    theirs  ratio  quartiles",
      "stream: strict, 1 thread  1.00 s  3.00 s  2.00x  1.50 to 2.50",
      "infer: strict, 1 thread: not measured, here: no BLAS; there: no work of this name",
    ].join("\n"),
  );
});

test("the works whose median is below the limit are named with it; at the limit they pass", () => {
  expect(failureAgainst({ rows: [even, slower], atLeast: 0.95 })).toBe(
    "less than 0.95x as fast as there: denoise: strict, 1 thread (0.900x)",
  );
  expect(failureAgainst({ rows: [even, slower], atLeast: 0.9 })).toBeUndefined();
});

test("what runs there and not here does not pass, and neither does a run that compared nothing", () => {
  expect(failureAgainst({ rows: [even, out(undefined, "no such work")], atLeast: 0.95 })).toBeUndefined();
  expect(failureAgainst({ rows: [even, out("it threw", undefined)], atLeast: 0.95 })).toBe(
    "measured there, but not here: infer: strict, 1 thread",
  );
  expect(failureAgainst({ rows: [out("no BLAS", "no BLAS")], atLeast: 0.95 })).toBe(
    "nothing ran in both checkouts, so nothing was compared",
  );
});
