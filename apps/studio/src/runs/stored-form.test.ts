import { expect, test } from "vitest";
import type { Snapshot } from "../engine/protocol.ts";
import { RunSoFar } from "../engine/run-so-far.ts";
import { fromStored, toStored } from "./stored-form.ts";

const name = {
  ...{ id: "00000000-0000-4000-8000-000000000000", link: "v=0.1.0&run=lab%2Fdenoise&stop=2", started: 5 },
};
const snapshot = (step: number, more: Partial<Snapshot> = {}): Snapshot => ({
  ...{ phase: "fit", epoch: 1, batch: step, step, from: step - 1, pictures: "", epochs: [] },
  ...{
    losses: Float32Array.of(1 / step),
    seconds: Float32Array.of(step),
    phases: step === 1 ? [{ name: "fit", from: 0 }] : [],
  },
  ...more,
});

function run(steps: number): RunSoFar {
  const made = new RunSoFar();
  const line = { phase: "fit", step: 1, epoch: 1, epochs: 3, trainLoss: 1, validationLoss: 0.5, best: true };
  for (let step = 1; step <= steps; step++)
    made.take(
      snapshot(step, { ...(step === 1 && { epochs: [line] }), ...(step === 2 && { weights: "a".repeat(64) }) }),
    );
  return made;
}

test("a run comes back as it was stored", async () => {
  const before = run(3);
  before.state = "paused";
  const stored = toStored(name, before, 9);
  expect(stored.summary).toMatchObject({ ...name, changed: 9, step: 3, validationLoss: 0.5, weights: "a".repeat(64) });
  expect(stored.summary.lastLoss).toBeCloseTo(1 / 3, 6);
  const after = await fromStored(stored);
  expect(after.losses.equals(before.losses)).toBe(true);
  expect([after.seen, after.epochs, after.tracks.all.map((track) => track.steps)]).toEqual([
    before.seen,
    before.epochs,
    [3],
  ]);
});

test("what was running when its tab went is at rest; what has ended or failed stays so", async () => {
  for (const [state, then] of [
    ["running", "paused"],
    ["stopped", "paused"],
    ["ended", "ended"],
    ["failed", "failed"],
  ] as const) {
    const before = run(1);
    before.state = state;
    expect((await fromStored(toStored(name, before, 9))).state).toBe(then);
  }
});

test("the hash of the weights stands there only at the step that the link names, and is known of the run from there on", async () => {
  for (const [steps, here] of [
    [2, "a".repeat(64)],
    [3, undefined],
  ] as const) {
    const { seen, weights } = await fromStored(toStored(name, run(steps), 9));
    expect([seen.weights, weights]).toEqual([here, "a".repeat(64)]);
  }
});

test("a model that is too large is not stored, and the rest of the result is", () => {
  const before = run(1);
  const result = { body: "<p>done", page: "", csv: "a,b" };
  before.result = { ...result, model: new Uint8Array(17e6) };
  expect(toStored(name, before, 9).pieces.result).toEqual(result);
  before.result = { ...result, model: new Uint8Array(10) };
  expect(toStored(name, before, 9).pieces.result).toEqual(before.result);
});
