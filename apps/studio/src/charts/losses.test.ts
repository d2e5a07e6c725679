import { expect, test } from "vitest";
import { LossTrack } from "../engine/loss-track.ts";
import type { EpochLine } from "../engine/protocol.ts";
import { lossesOf } from "./losses.ts";

const epoch = (step: number, validationLoss?: number): EpochLine => ({
  ...{ phase: "fit", step, epoch: 1, epochs: 9, trainLoss: 1, best: true },
  ...(validationLoss !== undefined && { validationLoss }),
});

function track(...losses: number[]): LossTrack {
  const made = new LossTrack();
  made.add(losses, [{ name: "fit", from: 0 }]);
  return made;
}

test("the validation stands at the step at which its epoch ended", () => {
  const { at, lines } = lossesOf(track(4, 3, 2, 1), [epoch(2, 0.7), epoch(4, 0.5)]);
  expect(at).toEqual([1, 2, 3, 4]);
  expect(lines[1]).toMatchObject({ label: "validation", y: [null, 0.7, null, 0.5] });
});

test("without a validation there is no line of it", () => {
  expect(lossesOf(track(4, 3), [epoch(2)]).lines.map(({ label }) => label)).toEqual(["training"]);
});

test("losses of 0 and below are drawn on a plain axis", () => {
  expect(lossesOf(track(4, 3), []).y.scale).toBe("log");
  expect(lossesOf(track(4, -3), []).y.scale).toBe("linear");
  expect(lossesOf(track(4, 3), [epoch(2, 0)]).y.scale).toBe("linear");
  expect(lossesOf(track(4, 3), [], { name: "Holt", loss: -0.1 }).y.scale).toBe("linear");
});

test("another phase begins at a line of its own, and the rival's loss lies across", () => {
  const two = track(4, 3);
  two.add([5, 4], [{ name: "final fit", from: 2 }]);
  expect(lossesOf(two, [], { name: "Theta", loss: 0.9 }).rules).toEqual([
    { label: "final fit", color: "muted", x: 3 },
    { label: "to beat: Theta, validation", color: "ink", y: 0.9 },
  ]);
});

test("of many phases the names are left out, and of very many the lines", () => {
  const rules = (count: number) => {
    const all = new LossTrack();
    for (let from = 0; from < count; from++) all.add([1], [{ name: `phase ${from}`, from }]);
    return lossesOf(all, []).rules!.map(({ label }) => label);
  };
  expect(rules(3)).toEqual(["phase 1", "phase 2"]);
  expect(rules(10)).toEqual(Array.from({ length: 9 }, () => ""));
  expect(rules(100)).toEqual([]);
});

test("of stretches of several steps the greatest and the least are drawn, with what lies between filled", () => {
  const { lines, band } = lossesOf(track(...Array.from({ length: 5000 }, (_, i) => 1 + (i % 2))), []);
  expect(lines.map(({ label, y }) => [label, y[0]])).toEqual([
    ["training, greatest", 2],
    ["training, least", 1],
  ]);
  expect(band).toEqual([0, 1]);
});
