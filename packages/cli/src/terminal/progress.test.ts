import { expect, test } from "vitest";
import { joinFitting, timeLeft } from "./progress.ts";

test("on a narrow terminal the progress line loses whole parts from its end, the time left last", () => {
  const parts = ["< 12 s left", "loss 0.2516", "validation 0.1218", "best 0.1157 at 8"];
  expect(joinFitting(parts, 80)).toBe("  < 12 s left  loss 0.2516  validation 0.1218  best 0.1157 at 8");
  expect(joinFitting(parts, 46)).toBe("  < 12 s left  loss 0.2516  validation 0.1218");
  expect(joinFitting(parts, 20)).toBe("  < 12 s left");
  expect(joinFitting(parts, 3)).toBe("");
});

test("the time left is a bound in seconds, minutes or hours, and nothing at the end", () => {
  expect([0, 0.2, 99, 100, 5000, 7300].map(timeLeft)).toEqual([
    "",
    "< 1 s left",
    "< 99 s left",
    "< 2 min left",
    "< 84 min left",
    "< 3 h left",
  ]);
});
