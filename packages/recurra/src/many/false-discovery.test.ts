import { expect, test } from "vitest";
import { correctForDiscovery } from "./false-discovery.ts";

test("p-values are corrected for their number, the largest not at all", () => {
  const corrected = correctForDiscovery([0.01, 0.04, 0.03, 0.2]);
  [0.04, 0.16 / 3, 0.16 / 3, 0.2].forEach((p, i) => void expect(corrected[i]).toBeCloseTo(p, 12));
});

test("no corrected value is above 1, and none is none", () => {
  expect([...correctForDiscovery([1, 0.9])]).toEqual([1, 1]);
  expect(correctForDiscovery([]).length).toBe(0);
});
