import { expect, test } from "vitest";
import { joinFitting, validationPart } from "./progress.ts";

test("on a narrow terminal the progress line loses whole parts from its end, the time left last", () => {
  const parts = ["< 12 s left", "loss 0.2516", "validation 0.1218", "best 0.1157 at 8"];
  expect(joinFitting(parts, 80)).toBe("  < 12 s left  loss 0.2516  validation 0.1218  best 0.1157 at 8");
  expect(joinFitting(parts, 46)).toBe("  < 12 s left  loss 0.2516  validation 0.1218");
  expect(joinFitting(parts, 20)).toBe("  < 12 s left");
  expect(joinFitting(parts, 3)).toBe("");
});

test("beside a validation loss stands what is to be beaten, and on which side of it the network is", () => {
  expect(validationPart({ validationLoss: 0.3812, toBeat: 0.35642 })).toBe("validation 0.3812 > 0.3564");
  expect(validationPart({ validationLoss: -0.41, toBeat: -0.4 })).toBe("validation -0.4100 < -0.4000");
  expect(validationPart({ validationLoss: 0.3812 })).toBe("validation 0.3812");
  expect(validationPart({ toBeat: 0.3 })).toBe("");
});
