import { expect, test } from "vitest";
import { PhaseTrack } from "../engine/phase-tracks.ts";
import { finishesOf } from "./race-finish.ts";

/** Falls to `end` at step `at` of 150. */
function falling(name: string, at: number, end: number, perStep: number): PhaseTrack {
  const track = new PhaseTrack({ name, from: 0 });
  for (let step = 1; step <= 150; step++) track.push(step < at ? 1 : end, step * perStep);
  return track;
}

const tracks = [falling("RNN", 90, 0.01, 0.1), falling("GRU", 40, 0.008, 0.5)];

test("who needs the fewest steps is first by steps, who needs the least time by seconds", () => {
  const bySteps = finishesOf(tracks, "steps");
  expect(bySteps?.loss).toBe(0.02);
  expect(bySteps?.finishes.map(({ name, steps }) => [name, steps])).toEqual([
    ["GRU", 40],
    ["RNN", 90],
  ]);
  expect(finishesOf(tracks, "seconds")?.finishes.map(({ name, seconds }) => [name, seconds])).toEqual([
    ["RNN", 9],
    ["GRU", 20],
  ]);
});

test("one network alone, and one that has hardly begun, are in no race", () => {
  const begun = new PhaseTrack({ name: "LSTM", from: 0 });
  begun.push(1, 1);
  expect(finishesOf([tracks[0], begun], "steps")).toBeUndefined();
  expect(finishesOf([...tracks, begun], "steps")?.finishes).toHaveLength(2);
});
