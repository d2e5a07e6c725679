import { expect, test } from "vitest";
import { isTuningSummary } from "./tuning-summary.ts";

const good = { epochs: 8, bestEpoch: 5, before: 2, after: 1.5, share: 0.5 };
const refit = { refitted: 1, scored: 2, taken: "refitted" };

test.each([undefined, good, { ...good, refit }])("%j can be", (value) => expect(isTuningSummary(value)).toBe(true));

test.each([
  null,
  [],
  { ...good, share: 0.3 },
  { ...good, bestEpoch: 9 },
  { ...good, epochs: -1 },
  { ...good, epochs: 1.5 },
  { ...good, before: "2" },
  { ...good, after: null },
  { ...good, refit: 1 },
  { ...good, refit: { ...refit, taken: "other" } },
  { ...good, refit: { ...refit, scored: undefined } },
])("%j cannot", (value) => expect(isTuningSummary(value)).toBe(false));
