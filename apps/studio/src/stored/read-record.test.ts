import { expect, test } from "vitest";
import { readPieces, readSummary } from "./read-record.ts";
import type { RunPieces, RunSummary } from "./run-record.ts";

const id = "d1e566ff-ae33-438a-a898-e2cf2597cd0a";
const summary: RunSummary = {
  id,
  link: "v=0.1.0&run=lab%2Fdenoise&seed=3",
  started: 1,
  changed: 2,
  state: "paused",
  step: 3,
  lastLoss: 0.5,
  validationLoss: 0.4,
  verdict: "Better. It is.",
  weights: "0".repeat(64),
  name: "mine",
  pinned: true,
};
const pieces: RunPieces = {
  id,
  place: { phase: "a", epoch: 1, epochs: 4, batch: 3 },
  losses: {
    width: 2,
    steps: 3,
    low: Float32Array.of(1, 2),
    high: Float32Array.of(2, Number.NaN),
    phases: [{ name: "a", from: 0 }],
  },
  epochs: [{ phase: "a", step: 3, epoch: 1, epochs: 4, trainLoss: 1, validationLoss: 2, best: true }],
  pictures: "<p>x</p>",
  result: { body: "<p>y</p>", page: "", model: Uint8Array.of(1, 2), csv: "a", verdict: "Better." },
  problem: "It stopped.",
};

test("a record of a run is read as it was written, and nothing else is taken from it", () => {
  expect(readSummary({ ...summary, more: "x" })).toEqual(summary);
  expect(readPieces({ ...pieces, more: "x" })).toEqual(pieces);
});

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["a text", "run"],
  ["null", null],
  ["a list", [summary]],
  ["an id that no run has", { ...summary, id: "<b>" }],
  ["a link that is none", { ...summary, link: "javascript:alert(1)" }],
  ["the link of no run", { ...summary, link: "" }],
  ["a step below 0", { ...summary, step: -1 }],
  ["a step that is no whole number", { ...summary, step: 1.5 }],
  ["a time that is none", { ...summary, started: "2026" }],
  ["a state that no run has", { ...summary, state: "idle" }],
])("%s is no summary of a run", (_, value) => {
  expect(readSummary(value)).toBeUndefined();
});

test("what a summary may lack is left out where it is not what it should be", () => {
  const strange = {
    lastLoss: Number.NaN,
    validationLoss: "2",
    verdict: 3,
    weights: "x",
    name: "y".repeat(81),
    pinned: 1,
  };
  const { id, link, started, changed, state, step } = summary;
  expect(readSummary({ ...summary, ...strange })).toEqual({ id, link, started, changed, state, step, pinned: false });
});

const { losses, place, epochs } = pieces;
test.each<[string, object]>([
  ["an id that no run has", { id: 3 }],
  ["no place", { place: undefined }],
  ["a phase with a name without end", { place: { ...place, phase: "x".repeat(1000) } }],
  ["stretches that do not make up the steps", { losses: { ...losses, steps: 9 } }],
  ["a stretch of three steps", { losses: { ...losses, width: 3, steps: 5 } }],
  ["a stretch of no steps", { losses: { ...losses, width: 0, steps: 0 } }],
  ["lists of two lengths", { losses: { ...losses, high: Float32Array.of(1) } }],
  ["losses that are texts", { losses: { ...losses, low: ["1", "2"] } }],
  [
    "more losses than a track has",
    { losses: { ...losses, width: 1, steps: 5000, low: new Float32Array(5000), high: new Float32Array(5000) } },
  ],
  ["epochs that are no list", { epochs: { length: 1 } }],
  ["an epoch without its loss", { epochs: [{ ...epochs[0], trainLoss: undefined }] }],
  ["a phase that begins nowhere", { losses: { ...losses, phases: [{ name: "a", from: null }] } }],
])("pieces with %s are none", (_, change) => {
  expect(readPieces({ ...pieces, ...change })).toBeUndefined();
});

test("a result that is none is left out, and a model that is no list of bytes", () => {
  expect(readPieces({ ...pieces, result: { body: 1, page: "" } })?.result).toBeUndefined();
  expect(readPieces({ ...pieces, result: { ...pieces.result, model: [1, 2] } })?.result?.model).toBeUndefined();
});

test("losses come as JSON has them, too: what was no number is null there", () => {
  const text = JSON.parse(JSON.stringify({ ...losses, low: [...losses.low], high: [...losses.high] }));
  expect(readPieces({ ...pieces, losses: text })?.losses).toEqual(losses);
});
