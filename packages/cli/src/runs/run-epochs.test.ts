import { expect, test } from "vitest";
import { Workplace } from "../command.fixture.ts";
import { lossOf, readEpochs } from "./run-epochs.ts";

function epochsOf(...lines: (object | string)[]) {
  const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
  return readEpochs(new Workplace({ "metrics.jsonl": `${text}\n` }).path);
}

const epoch = (phase: string, n: number, trainLoss: number, more: object = {}) => ({
  phase,
  epoch: n,
  trainLoss,
  seconds: 0.5,
  best: true,
  ...more,
});

test("phases follow each other; the best epoch is the last that was the best so far; seconds add up", () => {
  const { phases, note } = epochsOf(
    epoch("fit", 1, 3, { validationLoss: 4 }),
    epoch("fit", 2, 2, { validationLoss: 3 }),
    epoch("fit", 3, 1, { validationLoss: 5, best: false }),
    epoch("final", 1, 2),
  );
  expect(phases).toEqual([
    { name: "fit", trainLoss: [3, 2, 1], validationLoss: [4, 3, 5], bestEpoch: 2, seconds: 1.5 },
    { name: "final", trainLoss: [2], validationLoss: [], bestEpoch: 1, seconds: 0.5 },
  ]);
  expect(phases.map(lossOf)).toEqual([[4, 3, 5], [2]]);
  expect(note).toBeUndefined();
});

test("epochs that a resumed run tells once more count once; an epoch 1 begins a phase, also of the same name", () => {
  const { phases } = epochsOf(
    epoch("fit", 1, 5),
    epoch("fit", 2, 4),
    epoch("fit", 3, 3),
    epoch("fit", 2, 40),
    epoch("fit", 3, 30),
    epoch("fit", 1, 9),
  );
  expect(phases.map(({ trainLoss }) => trainLoss)).toEqual([[5, 40, 30], [9]]);
});

test("lines that are none are counted and passed over", () => {
  const { phases, note } = epochsOf(epoch("fit", 1, 2), "not JSON", "[]", epoch("fit", 1e9, 1), epoch("fit", -1, 1), {
    phase: "fit",
    epoch: 2,
    trainLoss: "low",
    seconds: -7,
  });
  expect(phases).toEqual([{ name: "fit", trainLoss: [2, null], validationLoss: [], bestEpoch: 1, seconds: 0.5 }]);
  expect(note).toBe("4 lines of metrics.jsonl could not be read.");
});

test("a last line that was cut off is not missed", () => {
  const place = new Workplace({ "metrics.jsonl": `${JSON.stringify(epoch("fit", 1, 2))}\n{"phase":"fit","epo` });
  expect(readEpochs(place.path)).toMatchObject({ phases: [{ trainLoss: [2] }] });
  expect(readEpochs(place.path).note).toBeUndefined();
});

test("a folder without metrics.jsonl has no losses, and says so", () => {
  expect(readEpochs(new Workplace().path)).toEqual({
    phases: [],
    note: "There is no metrics.jsonl, so there are no losses.",
  });
});
