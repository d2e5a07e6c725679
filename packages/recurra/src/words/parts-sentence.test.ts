import { expect, test } from "vitest";
import { keptSentence, partsSentence, pathsSentence } from "./parts-sentence.ts";

const errors = { network: 3, linear: 2, both: 2.5 };

test("where nothing that was fitted was surely nearer, the sentence says that the forecast is the last value", () => {
  expect(partsSentence("LSTM", { ...errors, share: 0, path: "last value" }, String)).toBe(
    "The forecast is the last value: on windows that they had not seen, neither a linear path nor the LSTM was surely nearer. Mean absolute error on the validation windows 2 of the last value, 3 of the LSTM, 2.5 of the mean of both.",
  );
  expect(partsSentence("LSTM", { ...errors, share: 0, path: "drift" }, String)).toContain(
    "The forecast is the last value with half its drift:",
  );
  expect(partsSentence("LSTM", { ...errors, share: 0 }, String)).toContain("The linear path does it all");
});

test("where the network of all rows lost to the linear path alone, the sentence says so with the errors of the forecasts", () => {
  const linear = { path: 1, refitted: 1.2, scored: 0.5 };
  expect(keptSentence("LSTM", { refitted: 2, scored: 3, linear }, "240 rows", String)).toBe(
    "The LSTM of the forecast is the scored one: with the one fitted on all 240 rows the forecast erred more on the last of them than the linear path alone, 1.2 against 1; with the scored one 0.5.",
  );
  expect(keptSentence("LSTM", { refitted: 3, scored: 2, linear }, "240 rows", String)).toContain(
    "it erred more on the last of them, 3 against 2.",
  );
});

test("where the network of all rows was not taken, the sentence has both errors", () => {
  expect(keptSentence("segment GRU", { refitted: 2, scored: 1.5 }, "240 rows", String)).toBe(
    "The segment GRU of the forecast is the scored one: fitted on all 240 rows it erred more on the last of them, 2 against 1.5.",
  );
});

test("which of a pretrained network and a linear path forecasts is said first, with all errors", () => {
  const errors = { linear: 3, pretrained: 2, both: 1 };
  expect(pathsSentence({ ...errors, taken: "both" }, String)).toBe(
    "The pretrained network and the linear path forecast together: mean absolute error on the validation windows 1 of the mean of both, 2 of the pretrained network, 3 of the linear path.",
  );
  expect(pathsSentence({ ...errors, taken: "linear" }, String)).toBe(
    "Of the pretrained network and the linear path, the linear path forecasts: mean absolute error on the validation windows 3 of the linear path, 1 of the mean of both, 2 of the pretrained network.",
  );
});

test("beside a network that was trained on the rows, the paths are named as what they are", () => {
  const parts = { network: 3, linear: 1, both: 2, share: 0 };
  expect(partsSentence("LSTM", parts, String, { taken: "both" })).toContain(
    "The pretrained network with the linear path does it all: ",
  );
  expect(partsSentence("LSTM", { ...parts, share: 0.5 }, String, { taken: "pretrained" })).toContain(
    "The forecast is the mean of that of the LSTM and that of the pretrained network: ",
  );
  expect(partsSentence("LSTM", { ...parts, share: 0.5 }, String)).toContain("the LSTM's and a linear path's: ");
});
