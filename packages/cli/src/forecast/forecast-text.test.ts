import { expect, test } from "vitest";
import { coverageSentence, headSentence, intervalScoreSentence } from "./forecast-text.ts";

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

test("how good the intervals were is said in numbers, and nothing where it was not measured", () => {
  const scored = { ...coverage, width: 12.5, msis: 4.321, pinball: { lower: 0.25, upper: 0.5 } };
  expect(intervalScoreSentence(scored)).toBe(
    "Those of 90% were 12.50 wide on average, MSIS 4.32, pinball losses 0.2500 at 5% and 0.5000 at 95%.",
  );
  expect(intervalScoreSentence({ ...scored, msis: null, crps: { score: 2.5, meanError: 3.5 } })).toBe(
    "Those of 90% were 12.50 wide on average, pinball losses 0.2500 at 5% and 0.5000 at 95%; CRPS 2.500 where the MAE is 3.500.",
  );
  expect(intervalScoreSentence(coverage)).toBeUndefined();
});

test("beside intervals of the network's own stands what those by errors alone would have been", () => {
  const scored = { ...coverage, width: 12.5, msis: 4 };
  const conformal = { measured: 0.91, width: 14, msis: 4.5 };
  expect(headSentence({ coverage: { ...scored, conformal } })).toBe(
    "They are the network's own, corrected. Those by errors alone would have held 91%, 14.00 wide, MSIS 4.50: the head is worth it.",
  );
  expect(headSentence({ coverage: { ...scored, conformal: { ...conformal, msis: 3 } } })).toContain("brings nothing");
  expect(headSentence({ coverage: scored })).toBeUndefined();
});
