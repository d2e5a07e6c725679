import { expect, test } from "vitest";
import { PhaseLog } from "./phase-log.ts";

test("epochs of one name are one phase, until the name changes or the epochs begin anew", () => {
  const log = new PhaseLog();
  const add = (phase: string, epoch: number, best = true): boolean =>
    log.add({ phase, epoch, epochs: 9, trainLoss: 10 - epoch, seconds: 0.5, best });
  expect([add("GRU", 1), add("GRU", 2), add("GRU", 3, false), add("GRU", 1), add("LSTM", 1)]).toEqual([
    true,
    false,
    false,
    true,
    true,
  ]);
  expect(log.phases).toEqual([
    { phase: "GRU", epochs: 3, trainLoss: 7, bestEpoch: 2, seconds: 1.5 },
    { phase: "GRU", epochs: 1, trainLoss: 9, bestEpoch: 1, seconds: 0.5 },
    { phase: "LSTM", epochs: 1, trainLoss: 9, bestEpoch: 1, seconds: 0.5 },
  ]);
});

test("a phase has the validation loss of its last epoch, where there is one", () => {
  const log = new PhaseLog();
  const step = { phase: "GRU", epochs: 2, trainLoss: 1, seconds: 0.25, best: true };
  log.add({ ...step, epoch: 1, validationLoss: 3 });
  log.add({ ...step, epoch: 2, validationLoss: 2 });
  expect(log.phases).toEqual([
    { phase: "GRU", epochs: 2, trainLoss: 1, validationLoss: 2, bestEpoch: 2, seconds: 0.5 },
  ]);
});
