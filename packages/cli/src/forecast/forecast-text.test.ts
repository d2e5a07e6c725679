import { expect, test } from "vitest";
import { coverageSentence } from "./forecast-text.ts";

const coverage = {
  level: 0.9,
  measured: 1 as number | null,
  measuredWindows: 20,
  calibrationWindows: 20,
  perStep: [],
};
const intervals = { level: 0.9, scale: "absolute" as const, radius: [1] as number[] | null };

test("how many intervals held is said beside what was asked, both without decimals that they do not need", () => {
  const sentence = (measured: number | null) => coverageSentence({ coverage: { ...coverage, measured }, intervals });
  expect(sentence(1)).toBe(
    "Intervals: 90% asked, 100% measured on 20 later windows (sized on the windows before each, at first 20).",
  );
  expect(sentence(0.8754)).toContain("90% asked, 87.5% measured");
});

test("without intervals the reason is a sentence of its own", () => {
  const none = { ...intervals, radius: null, note: "Too few windows for a 90% interval." };
  expect(coverageSentence({ coverage, intervals: none })).toBe(
    "There are no intervals. Too few windows for a 90% interval.",
  );
});
