import { expect, test } from "vitest";
import type { Snapshot } from "./protocol.ts";
import { Replay } from "./replay.ts";
import { RunSoFar } from "./run-so-far.ts";

const line = { phase: "a", epochs: 4, trainLoss: 1, best: true };
const snapshot = (from: number, losses: number[], epochs: number[] = []): Snapshot => ({
  phase: "a",
  epoch: 1,
  batch: 1,
  step: from + losses.length,
  losses: Float32Array.from(losses),
  seconds: Float32Array.from(losses, () => 0),
  from,
  phases: from === 0 ? [{ name: "a", from: 0 }] : [],
  epochs: epochs.map((epoch) => ({ ...line, epoch, step: 0 })),
  pictures: "",
});

const kept = (): RunSoFar => {
  const run = new RunSoFar();
  run.take(snapshot(0, [3, 2, Number.NaN], [1]));
  return run;
};

test("a replay is done at the step and the epoch of the kept run, wherever its snapshots end", () => {
  const replay = new Replay(kept());
  expect(replay.of).toBe(3);
  replay.take(snapshot(0, [3, 2]));
  expect(replay.isDone).toBe(false);
  replay.take(snapshot(2, [Number.NaN]));
  expect(replay.isDone).toBe(false);
  replay.take(snapshot(3, [9, 8], [1]));
  expect(replay.isDone).toBe(true);
  expect(replay.isSame).toBe(true);
  expect(replay.run.losses.columns().high).toEqual([3, 2, Number.NaN, 9, 8]);
});

test("a replay with one other loss is not the same", () => {
  const replay = new Replay(kept());
  replay.take(snapshot(0, [3, 2.0000002, Number.NaN], [1]));
  expect(replay.isDone).toBe(true);
  expect(replay.isSame).toBe(false);
});
