import { expect, test } from "vitest";
import { PLACES, SEASONS_AHEAD } from "./season-layout.ts";
import { areaWeights, placesToRows } from "./season-places.ts";

test.each([
  [2, 24],
  [7, 24],
  [24, 24],
  [52, 24],
  [168, 24],
  [48, 14],
])("parts of %i as %i: each keeps its area, all together too", (from, to) => {
  const weights = areaWeights(from, to);
  for (let i = 0; i < to; i++) {
    expect(weights.subarray(i * from, (i + 1) * from).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  }
  for (let j = 0; j < from; j++) {
    let sum = 0;
    for (let i = 0; i < to; i++) sum += weights[i * from + j]!;
    expect(sum).toBeCloseTo(to / from, 12);
  }
});

test("with as many rows as places, rows are places", () => {
  const matrix = placesToRows(PLACES);
  const size = SEASONS_AHEAD * PLACES;
  expect([...matrix]).toEqual(Array.from(matrix, (_, i) => (Math.floor(i / size) === i % size ? 1 : 0)));
});

test.each([4, 7, 12, 48, 168])("a straight line over places is one over %i rows, away from the ends", (rows) => {
  const matrix = placesToRows(rows);
  const [places, ahead] = [SEASONS_AHEAD * PLACES, SEASONS_AHEAD * rows];
  for (let r = Math.ceil(rows / PLACES); r < ahead - Math.ceil(rows / PLACES); r++) {
    let value = 0;
    for (let p = 0; p < places; p++) value += matrix[p * ahead + r]! * p;
    expect(value).toBeCloseTo(((r + 0.5) * PLACES) / rows - 0.5, 1);
  }
});
