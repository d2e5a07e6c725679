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
