import { expect, test } from "vitest";
import type { Snapshot } from "./protocol.ts";
import { RunSoFar } from "./run-so-far.ts";

const snapshot = (step: number, weights?: string): Snapshot => ({
  ...{ phase: "fit", epoch: 1, batch: step, step, from: step - 1, pictures: "", phases: [], epochs: [] },
  ...{ losses: Float32Array.of(1), seconds: Float32Array.of(0) },
  ...(weights !== undefined && { weights }),
});

test("the hash of the weights stands at the step that its link names, and is known of the run from there on", () => {
  const run = new RunSoFar();
  run.take(snapshot(1));
  expect([run.seen.weights, run.weights]).toEqual([undefined, undefined]);
  run.take(snapshot(2, "abc"));
  expect([run.seen.weights, run.weights]).toEqual(["abc", "abc"]);
  run.take(snapshot(3));
  expect([run.seen.weights, run.weights]).toEqual([undefined, "abc"]);
});

test("the last picture stays where a snapshot has none, and so does the number of epochs before the first has ended", () => {
  const run = new RunSoFar();
  const epoch = { phase: "fit", step: 1, epoch: 1, epochs: 4, trainLoss: 1, best: true };
  run.take({ ...snapshot(1), pictures: "<p>one", epochs: [epoch] });
  run.take({ ...snapshot(2), phase: "final fit" });
  expect([run.pictures, run.seen.epochs, run.epochs.length]).toEqual(["<p>one", 4, 1]);
});
