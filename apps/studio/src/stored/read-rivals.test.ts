import { expect, test } from "vitest";
import type { HeldOutForecast, Rivals } from "../engine/protocol.ts";
import { readHeldOut, readRivals } from "./read-rivals.ts";

const rivals: Rivals = {
  name: "Theta",
  loss: 0.5,
  methods: 9,
  windows: 3,
  target: "Close, $",
  heldOut: {
    horizon: 2,
    origins: [10, 12, 14],
    times: ["a", "b", "c", "d", "e", "f"],
    actual: [1, 2, null, 4, 5, 6],
    rival: [1, 2, 3, 4, 5, 6],
  },
};
const { heldOut } = rivals;
const found: HeldOutForecast = { from: 0, epoch: 2, kept: true, predicted: Float64Array.of(1, 2, 3, 4, 5, 6) };

test("what a forecast is compared with is read as it was written", () => {
  expect(readRivals({ ...rivals, more: 1 })).toEqual(rivals);
  expect(readHeldOut({ ...found, more: 1 }, heldOut)).toEqual(found);
});

test.each<[string, object]>([
  ["no name", { name: undefined }],
  ["a loss that is a text", { loss: "0.5" }],
  ["no rows", { heldOut: undefined }],
  ["a horizon of 0", { heldOut: { ...heldOut, horizon: 0 } }],
  ["windows that go back", { heldOut: { ...heldOut, origins: [10, 14, 12] } }],
  ["rows without times", { heldOut: { ...heldOut, times: ["a"] } }],
  ["windows that lie on more rows than there are", { heldOut: { ...heldOut, origins: [10, 12, 1e9] } }],
  ["rows without values", { heldOut: { ...heldOut, actual: [] } }],
  ["windows without forecasts", { heldOut: { ...heldOut, rival: [1] } }],
  ["values that are texts", { heldOut: { ...heldOut, actual: ["1", "2", "3", "4", "5", "6"] } }],
])("rivals with %s are none", (_, change) => {
  expect(readRivals({ ...rivals, ...change })).toBeUndefined();
});

test.each<[string, object]>([
  ["that begin behind the last stretch", { from: 1 }],
  ["that are too few", { predicted: Float64Array.of(1) }],
  ["that are no floats", { predicted: [1, 2, 3, 4, 5, 6] }],
  ["of no epoch", { epoch: -1 }],
])("forecasts of held-out rows %s are none", (_, change) => {
  expect(readHeldOut({ ...found, ...change }, heldOut)).toBeUndefined();
});
