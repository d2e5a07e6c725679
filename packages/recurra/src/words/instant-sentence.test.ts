import { expect, test } from "vitest";
import { instantSentence } from "./instant-sentence.ts";

const facts = { name: "pretrained network", mae: 2, trained: 1.5, windows: 1200 };

test.each([
  [
    "better",
    "Training on this file improved on the answer without it: mean absolute error 1.5 against 2 of the pretrained network, on 1,200 windows.",
  ],
  [
    "worse",
    "Training on this file made the answer worse than without it: mean absolute error 1.5 against 2 of the pretrained network, on 1,200 windows.",
  ],
  [
    "no-better",
    "Training on this file is not shown to improve on the answer without it: mean absolute error 1.5 against 2 of the pretrained network, on 1,200 windows.",
  ],
  ["same", "Training on this file left the forecast as it was without: that of the pretrained network."],
] as const)("training that left a forecast %s", (outcome, sentence) => {
  expect(instantSentence({ ...facts, outcome }, String)).toBe(sentence);
});
