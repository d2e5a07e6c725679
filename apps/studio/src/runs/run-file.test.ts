import { expect, test } from "vitest";
import type { StoredRun } from "../stored/run-record.ts";
import { readRunFile, writeRunFile } from "./run-file.ts";

const id = "d1e566ff-ae33-438a-a898-e2cf2597cd0a";
const run: StoredRun = {
  summary: {
    id,
    link: "v=0.1.0&run=lab%2Fdenoise",
    started: 1,
    changed: 2,
    state: "ended",
    step: 2,
    verdict: "Better.",
    pinned: true,
  },
  pieces: {
    id,
    place: { phase: "a", epoch: 1, epochs: 1, batch: 2 },
    losses: { width: 1, steps: 2, low: Float32Array.of(0.1, 0.2), high: Float32Array.of(0.1, 0.2), phases: [] },
    epochs: [{ phase: "a", step: 2, epoch: 1, epochs: 1, trainLoss: Number.NaN, best: true }],
    pictures: "<p>picture</p>",
    result: { body: "<p>body</p>", page: "<p>page</p>", model: Uint8Array.of(1) },
  },
};

test("a run comes back from its file with its losses to the bit, at rest, unpinned, under another name, without HTML and model", () => {
  const text = writeRunFile([run]);
  expect(text).not.toMatch(/</);
  const [read] = readRunFile(text, "a.json");
  expect(read.summary.id).not.toBe(id);
  expect(read.pieces.id).toBe(read.summary.id);
  const { result: _, ...pieces } = run.pieces;
  expect(read).toEqual({
    summary: { ...run.summary, id: read.summary.id, state: "paused", pinned: false },
    pieces: { ...pieces, id: read.summary.id, pictures: "" },
  });
});

const file = JSON.parse(writeRunFile([run]));
test.each<[string, string, string]>([
  ["no JSON", "<html>", "a.json is no file of runs: it is not JSON."],
  ["another JSON", "[1]", "a.json is no file of runs."],
  ["null", "null", "a.json is no file of runs."],
  ["another version", JSON.stringify({ ...file, version: 2 }), "a.json was written by another version of the studio."],
  ["too many", JSON.stringify({ ...file, runs: Array(501).fill(1) }), "a.json has 501 runs; 500 are taken at most."],
  [
    "one of two that is none",
    JSON.stringify({ ...file, runs: [...file.runs, { link: "x" }] }),
    "Run 2 of a.json cannot be read. None was taken.",
  ],
  [
    "steps that are not those of the losses",
    JSON.stringify({ ...file, runs: [{ ...file.runs[0], step: 9 }] }),
    "Run 1 of a.json cannot be read. None was taken.",
  ],
])("%s is refused in a sentence", (_, text, said) => {
  expect(() => readRunFile(text, "a.json")).toThrow(said);
});

test("what a file says of pictures and results is not taken", () => {
  const evil = { ...file.runs[0], pictures: "<img>", result: { body: "<img>", page: "<img>" } };
  const [read] = readRunFile(JSON.stringify({ ...file, runs: [evil] }), "a.json");
  expect(JSON.stringify(read)).not.toMatch(/</);
});
