import { expect, test } from "vitest";
import { PhaseTrack } from "../engine/phase-tracks.ts";
import { raceOf } from "./race.ts";

function track(name: string, losses: readonly number[], perStep: number): PhaseTrack {
  const made = new PhaseTrack({ name, from: 0 });
  for (const [i, loss] of losses.entries()) made.push(loss, (i + 1) * perStep);
  return made;
}

test("networks lie over each other from their own first step; one that has fewer steps ends before", () => {
  const { at, lines, y } = raceOf([track("RNN", [4, 3, 2, 1], 1), track("GRU", [5, 4], 1)], "steps");
  expect(at).toEqual([1, 2, 3, 4]);
  expect(lines.map(({ label, y: values }) => [label, values])).toEqual([
    ["RNN", [4, 3, 2, 1]],
    ["GRU", [5, 4, null, null]],
  ]);
  expect(new Set(lines.map(({ color, dash }) => `${color} ${dash}`)).size).toBe(2);
  expect(y.scale).toBe("log");
});

test("by seconds a network whose steps take twice as long is twice as wide", () => {
  const { at, lines } = raceOf([track("RNN", [4, 3], 0.5), track("LSTM", [4, 3], 1)], "seconds");
  expect(at.at(-1)).toBe(2);
  const last = ({ y }: (typeof lines)[number]) => at[y.findLastIndex((value) => value !== null)];
  expect([last(lines[0]), last(lines[1])]).toEqual([1, 2]);
});

test("of more steps than places there are means, and before the first step there is nothing", () => {
  const losses = Array.from({ length: 1000 }, (_, i) => 1 + (i % 2));
  const { lines } = raceOf([track("RNN", losses, 1)], "steps");
  for (const value of lines[0].y) expect(value).toBeCloseTo(1.5, 0);
  expect(lines[0].y).toHaveLength(160);
  expect(raceOf([], "seconds").at).toEqual([]);
});
