import { expect, test } from "vitest";
import { joinFitting } from "./progress.ts";

test("on a narrow terminal the progress line loses whole parts from its end, the time left last", () => {
  const parts = ["< 12 s left", "loss 0.2516", "validation 0.1218", "best 0.1157 at 8"];
  expect(joinFitting(parts, 80)).toBe("  < 12 s left  loss 0.2516  validation 0.1218  best 0.1157 at 8");
  expect(joinFitting(parts, 46)).toBe("  < 12 s left  loss 0.2516  validation 0.1218");
  expect(joinFitting(parts, 20)).toBe("  < 12 s left");
  expect(joinFitting(parts, 3)).toBe("");
});
