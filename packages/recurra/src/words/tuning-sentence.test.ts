import { expect, test } from "vitest";
import { tuningSentence } from "./tuning-sentence.ts";

const figure = (error: number): string => error.toFixed(1);
const found = { epochs: 8, bestEpoch: 5, before: 2, after: 1.5, share: 1 } as const;

test("it says for how many epochs the network was trained further, and what that brought", () => {
  expect(tuningSentence(found, figure)).toBe(
    "Training the pretrained network further on this file, for 5 epochs, lowered its mean absolute error on the validation windows by 25%, from 2.0 to 1.5.",
  );
  expect(tuningSentence({ ...found, share: 0.5 }, figure, "these rows")).toBe(
    "Training the pretrained network further on these rows, for 5 epochs, lowered its mean absolute error on the validation windows by 25%, from 2.0 to 1.5. Half of what it learned is taken, which was nearer than all of it.",
  );
});

test("or that it did not help, and by what, or was not tried", () => {
  expect(tuningSentence({ ...found, bestEpoch: 0, after: 2, share: 0 }, figure)).toBe(
    "Training the pretrained network further on this file did not help, so it is used as it came: none of 8 epochs was better on the validation windows.",
  );
  expect(tuningSentence({ ...found, after: 1.97, share: 0 }, (error) => error.toFixed(2))).toBe(
    "Training the pretrained network further on this file did not surely help, so it is used as it came: its mean absolute error on the validation windows was 1.97, against 2.00 as it came.",
  );
  expect(tuningSentence(undefined, figure)).toBe(
    "The pretrained network was not trained further: the rows leave too few windows to learn from, or to tell whether that helps.",
  );
});
