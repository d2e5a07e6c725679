import { expect, test } from "vitest";
import { ProgressLines } from "./progress-lines.ts";

/** Lines with a clock that the test moves. */
function told(first = 3000) {
  const lines: string[] = [];
  const clock = { now: 0 };
  const progress = new ProgressLines((line) => lines.push(line), { first, now: () => clock.now });
  return { lines, clock, progress };
}

const batch = (epoch: number, batch: number) => ({ epoch, batch, batches: 1063, loss: 0.04123 });
const epoch = (epoch: number, validationLoss: number, best: boolean) => ({
  ...{ epoch, trainLoss: 0.0522, validationLoss, seconds: 4, best },
});

test("a line after the first seconds, and then one every ten", () => {
  const { lines, clock, progress } = told();
  progress.start("backtest fit", 150);
  for (clock.now = 0; clock.now <= 24_000; clock.now += 500) progress.batch(batch(1, 1 + clock.now / 500));
  expect(lines).toEqual([
    "backtest fit: epoch 1 of at most 150, batch 7 of 1,063, loss 0.04123",
    "backtest fit: epoch 1 of at most 150, batch 27 of 1,063, loss 0.04123",
    "backtest fit: epoch 1 of at most 150, batch 47 of 1,063, loss 0.04123",
  ]);
});

test("a run that is over before has no line", () => {
  const { lines, clock, progress } = told();
  progress.start("backtest fit", 2);
  progress.head("to beat: 0.03 (Holt, validation)");
  clock.now = 2999;
  progress.batch(batch(1, 900));
  progress.epoch(epoch(1, 0.04, true));
  progress.backtest(16, 200);
  progress.stop();
  expect(lines).toEqual([]);
});

test("within an epoch it tells the validation before and the best, and the time left at the pace that is known", () => {
  const { lines, clock, progress } = told();
  progress.start("backtest fit", 150);
  progress.epoch(epoch(1, 0.0391, true));
  progress.epoch(epoch(2, 0.0398, false));
  clock.now = 3000;
  progress.batch(batch(3, 412));
  expect(lines).toEqual([
    "backtest fit: epoch 3 of at most 150, batch 412 of 1,063, loss 0.04123, validation 0.03980 (best 0.03910 at 1), < 10 min left",
  ]);
});

test("before the first epoch has ended the time left is at the pace of its first batches", () => {
  const { lines, clock, progress } = told();
  progress.start("final fit", 10);
  progress.pace(100);
  clock.now = 3000;
  progress.batch({ ...batch(1, 532), batches: 1064 });
  expect(lines[0]).toBe("final fit: epoch 1 of at most 10, batch 532 of 1,064, loss 0.04123, < 16 min left");
});

test("short epochs are told of at their end, and a phase knows nothing of the one before", () => {
  const { lines, clock, progress } = told();
  progress.start("backtest fit", 150);
  progress.epoch(epoch(1, 0.0391, true));
  progress.start("final fit", 9);
  clock.now = 5000;
  progress.epoch({ epoch: 7, trainLoss: 0.05, seconds: 2, best: true });
  expect(lines).toEqual(["final fit: epoch 7 of at most 9, loss 0.05000, < 4 s left"]);
});

test("the backtest is told of in windows, and what is said stands at once", () => {
  const { lines, clock, progress } = told();
  progress.say("plan: 10 rows.");
  clock.now = 4000;
  progress.backtest(1600, 2857);
  expect(lines).toEqual(["plan: 10 rows.", "backtest: 1,600 of 2,857 windows"]);
});

test("what is to be beaten stands above the first line, and in each beside the validation", () => {
  const { lines, clock, progress } = told();
  progress.start("backtest fit", 150);
  progress.head("to beat: 0.03564 (Holt, validation)");
  progress.epoch({ ...epoch(1, 0.0391, true), toBeat: 0.03564 });
  clock.now = 3000;
  progress.epoch({ ...epoch(2, 0.0398, false), toBeat: 0.03564 });
  expect(lines).toEqual([
    "to beat: 0.03564 (Holt, validation)",
    "backtest fit: epoch 2 of at most 150, loss 0.05220, validation 0.03980 (to beat 0.03564, best 0.03910 at 1), < 10 min left",
  ]);
});
