// Killed at any moment and resumed, a forecast ends with the bytes of an uninterrupted one.

import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { daily, errorOf, Workplace } from "../command.fixture.ts";
import { counted, drawer, type Fault, type FaultKind, killed } from "../fault.fixture.ts";
import { readRun } from "../run/run-record.ts";

// Draws of dropout depend on the step's number, and at this rate the best epoch is not the last: a state that lacks a part shows.
const network = ["--horizon", "2", "--lookback", "4", "--hidden", "4", "--layers", "2", "--dropout", "0.3"];
const training = ["--no-linear", "--epochs", "3", "--learning-rate", "0.1", "--seed", "3", "--checkpoint", "0"];
const begin = ["forecast", "data.csv", ...network, ...training, "--json", "--out", "run"];
const goOn = ["forecast", "--resume", "run", "--json"];

/** What a run leaves: its files as base64, and its document; clock times apart. */
function left(place: Workplace, stdout: string) {
  const file = (name: string) => readFileSync(place.file("run", name), "base64");
  const timeless = (text: string): unknown =>
    JSON.parse(text, (key, value: unknown) => (key === "seconds" ? undefined : value));
  const metrics = readFileSync(place.file("run", "metrics.jsonl"), "utf8").trim().split("\n");
  return {
    files: place.list("run"),
    model: file("model.safetensors"),
    forecast: file("forecast.csv"),
    document: timeless(stdout),
    metrics: metrics.map(timeless),
  };
}

interface Place extends Fault {
  readonly part: string;
}

const KINDS: readonly FaultKind[] = ["batch", "write", "half", "flush", "rename", "remove"];

/** Places to kill at: from each part of the run as many, of kinds that came less often so far, and otherwise by chance. */
function drawn(events: readonly FaultKind[], perPart: number, seed: number): Place[] {
  const draw = drawer(seed);
  const at = (index: number): number => events.slice(0, index + 1).filter((kind) => kind === events[index]).length;
  const indices = (kind: FaultKind): number[] => events.flatMap((one, index) => (one === kind ? [index] : []));
  const [batches, predictions, renames] = [indices("batch"), indices("predict"), indices("rename")];
  // The first prediction is the backtest, the last the forecast.
  const [scored] = predictions;
  const fitted = batches.findLast((index) => index < scored) ?? 0;
  const firstRefit = batches.find((index) => index > scored) ?? 0;
  const lastRefit = batches.at(-1) ?? 0;
  const firstCheckpoint = renames.find((index) => index > batches[0]) ?? 0;
  const begun = renames[0];
  const parts: [name: string, from: number, to: number][] = [
    ["before the first checkpoint", begun, firstCheckpoint],
    ["the backtest fit", firstCheckpoint, fitted],
    ["the backtest", fitted, firstRefit],
    ["the final fit", firstRefit, lastRefit],
    ["the last files", lastRefit, events.length],
  ];
  const times = new Map<FaultKind, number>();
  return parts.flatMap(([part, from, to]) => {
    const candidates = events.flatMap((kind, index): Place[] => {
      if (index < from || index >= to) return [];
      const whole = { part, kind, at: at(index) };
      return kind === "write" ? [whole, { ...whole, kind: "half" }] : [whole];
    });
    return Array.from({ length: perPart }, () => {
      const least = Math.min(...candidates.map(({ kind }) => times.get(kind) ?? 0));
      const rare = candidates.filter(({ kind }) => (times.get(kind) ?? 0) === least);
      const place = rare[draw(rare.length)];
      candidates.splice(candidates.indexOf(place), 1);
      times.set(place.kind, least + 1);
      return place;
    });
  });
}

test("killed at any of 20 places, some twice, and resumed: the same bytes of model, forecast and result, 20 of 20", {
  timeout: 240_000,
}, async () => {
  const files = { "data.csv": daily(60) };
  const whole = new Workplace(files);
  const { outcome, events } = await counted(whole, ...begin);
  expect([outcome.code, outcome.stderr]).toEqual([0, ""]);
  // A killed process does not show whether what it wrote was flushed: before it gets its name, and the name after that.
  expect(events.join(" ").replaceAll("flush rename flush", "")).not.toContain("rename");
  const expected = left(whole, outcome.stdout);
  expect(expected.document).toMatchObject({ training: { bestEpoch: 2, epochs: { length: 3 } } });
  expect(expected.files).toEqual(["forecast.csv", "metrics.jsonl", "model.safetensors", "report.html", "run.json"]);

  const places = drawn(events, 4, 20);
  expect(places.length).toBe(20);
  for (const kind of KINDS) expect(places.map((place) => place.kind)).toContain(kind);
  let twice = 0;
  let same = 0;
  const each = async (place: Place, i: number): Promise<void> => {
    const where = `${place.kind} ${place.at}, ${place.part}`;
    const work = new Workplace(files);
    expect(await killed(work, place, ...begin, "--threads", String(1 + (i % 2))), where).toBe(true);
    expect(readRun(work.file("run")).status, where).toBe("interrupted");
    if (i % 4 === 1) {
      const again: Fault = { kind: KINDS[(i >> 2) % KINDS.length], at: 2 };
      if (await killed(work, again, ...goOn)) twice++;
    }
    const { code, stdout, stderr } = await work.run(...goOn, "--threads", String(1 + ((i >> 1) % 2)));
    expect([code, stderr], where).toEqual([0, ""]);
    expect(left(work, stdout), where).toEqual(expected);
    same++;
  };
  // Two at a time.
  for (let i = 0; i < places.length; i += 2) await Promise.all([each(places[i], i), each(places[i + 1], i + 1)]);
  expect(same).toBe(20);
  expect(twice).toBeGreaterThan(2);
});

test("killed before there is a run.json, there is nothing to resume, and the folder is free for the next run", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  expect(await killed(place, { kind: "link", at: 1 }, ...begin)).toBe(true);
  expect(existsSync(place.file("run", "run.json"))).toBe(false);
  const { code, stderr } = await place.run(...goOn);
  expect(code).toBe(2);
  expect(errorOf(stderr).message).toBe(
    'there is no run "run" in runs/. Write its path, or a name that `recurra runs` lists.',
  );
  expect((await place.run(...begin)).code).toBe(0);
  expect(place.list("run")).not.toContain("lock");
});

test("killed with two threads at work and resumed with one, and the other way round, where both have something to do: the same bytes", async () => {
  const place = new Workplace({ "data.csv": daily(300) });
  const sizes = "--lookback 30 --hidden 32 --batch 96 --epochs 10 --checkpoint 0 --json".split(" ");
  const wide = ["forecast", "data.csv", ...sizes, "--out", "run"];
  const outcome = await place.run(...wide, "--threads", "1");
  expect([outcome.code, outcome.stderr]).toEqual([0, ""]);
  const expected = left(place, outcome.stdout);
  for (const [before, after] of ["21", "12"]) {
    expect(await killed(place, { kind: "batch", at: 12 }, ...wide, "--threads", before)).toBe(true);
    const { code, stdout, stderr } = await place.run(...goOn, "--threads", after);
    expect([code, stderr]).toEqual([0, ""]);
    expect(left(place, stdout)).toEqual(expected);
    expect(readRun(place.file("run")).json).toMatchObject({ threads: 2 });
  }
});
