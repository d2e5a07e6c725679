import { expect, test } from "vitest";
import { readTracks } from "./read-tracks.ts";

const track = {
  name: "GRU",
  parameters: 9,
  steps: 3,
  width: 2,
  sums: Float64Array.of(1, 2),
  seconds: Float64Array.of(0.1, 0.2),
};

test("tracks of phases are read as they were written", () => {
  const { parameters: _, ...without } = track;
  expect(
    readTracks([
      { ...track, more: 1 },
      { ...track, parameters: "9" },
    ]),
  ).toEqual([track, without]);
});

test.each<[string, unknown]>([
  ["no list", track],
  ["too many", Array.from({ length: 13 }, () => track)],
  ["a name that is none", [{ ...track, name: 1 }]],
  ["a stretch of three steps", [{ ...track, width: 3 }]],
  ["stretches that do not make up the steps", [{ ...track, steps: 9 }]],
  ["lists of numbers that are no floats", [{ ...track, sums: [1, 2] }]],
  ["lists of two lengths", [{ ...track, seconds: Float64Array.of(1) }]],
])("%s is no list of tracks", (_, value) => {
  expect(readTracks(value)).toBeUndefined();
});
