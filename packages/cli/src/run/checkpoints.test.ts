import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import type { Epoch, TrainingState } from "recurra";
import { expect, test } from "vitest";
import { Workplace } from "../command.fixture.ts";
import { Checkpoints } from "./checkpoints.ts";

const epoch: Epoch = {
  epoch: 1,
  trainLoss: 0.1,
  validationLoss: 0.2,
  gradientNorm: 1 / 3,
  seconds: 1,
  best: true,
  learningRate: 0.003,
  threads: 2,
};

/** The state after so many steps of a first epoch. */
function state(step: number): TrainingState {
  return {
    step,
    epoch: 1,
    batch: step,
    seconds: 0,
    sums: { loss: 1 / 3, samples: 8, norm: 2 },
    history: [],
    bestEpoch: 0,
    bestLoss: Number.NaN,
    weights: new Map([["w", Float32Array.of(step, 0.1)]]),
    others: [],
    optimizer: { learningRate: 0.003, parameters: [{ numbers: { t: step }, buffers: { m: Float32Array.of(1, 2) } }] },
  };
}

function storeIn(place: Workplace, id = "this run", settings: string | null = "a".repeat(64)) {
  const notes: string[] = [];
  const run = {
    path: place.path,
    id,
    settings: settings ?? undefined,
    guardWrite: <T>(_: string, work: () => T): T => work(),
  };
  return { store: new Checkpoints(run, (note) => notes.push(note)), notes };
}

test("the last two states are kept, and the newest is found by another process", () => {
  const place = new Workplace();
  const { store } = storeIn(place);
  for (const step of [1, 2, 3]) store.save("backtest fit", state(step));
  expect(place.list("checkpoints")).toEqual(["state-000002.safetensors", "state-000003.safetensors"]);
  const again = storeIn(place);
  expect(again.store.newest("backtest fit")).toEqual(state(3));
  expect(again.store.newest("final fit")).toBeUndefined();
  again.store.save("backtest fit", state(4));
  expect(place.list("checkpoints")).toEqual(["state-000003.safetensors", "state-000004.safetensors"]);
  expect(again.notes).toEqual([]);
});

test("of states that are damaged, or of another run, none is found; of those it is said which cannot be used", () => {
  const place = new Workplace();
  storeIn(place, "an earlier run").store.save("backtest fit", state(7));
  const { store, notes } = storeIn(place);
  expect(store.newest("backtest fit")).toBeUndefined();
  expect(notes).toEqual([]);
  store.save("backtest fit", state(1));
  const path = place.file("checkpoints", "state-000002.safetensors");
  writeFileSync(
    path,
    Uint8Array.from(readFileSync(path), (byte, i) => (i === 200 ? byte ^ 1 : byte)),
  );
  expect(store.newest("backtest fit")).toBeUndefined();
  expect(notes.length).toBe(1);
  expect(notes[0]).toMatch(/state-000002\.safetensors: .*\. It is passed over\.$/);
});

test("what a fit left takes the place of its states, and is not found once it has changed", () => {
  const place = new Workplace();
  const { store, notes } = storeIn(place);
  store.save("backtest fit", state(1));
  const toBeat = { name: "drift", words: "a straight line", kind: "naive", loss: 0.5, windows: 9 } as const;
  const fitted = { model: Uint8Array.of(1, 2, 3), epochs: [epoch], toBeat };
  store.keepFitted(fitted);
  expect(place.list("checkpoints")).toEqual(["fitted.json", "fitted.safetensors"]);
  const found = storeIn(place).store.fitted();
  expect({ ...found, model: [...(found?.model ?? [])] }).toEqual({ model: [1, 2, 3], epochs: [epoch], toBeat });
  expect(storeIn(place, "another run").store.fitted()).toBeUndefined();
  store.save("final fit", state(1));
  expect(place.list("checkpoints")).toContain("state-000002.safetensors");
  writeFileSync(place.file("checkpoints", "fitted.safetensors"), Uint8Array.of(1, 2, 4));
  expect(store.fitted()).toBeUndefined();
  expect(notes[0]).toMatch(/fitted\.safetensors: not as it was written\. The backtest fit is done again\.$/);
  store.keepFitted(fitted);
  const record = readFileSync(place.file("checkpoints", "fitted.json"), "utf8");
  // Cut off, of another kind, edited by hand, and of a run that is said to be another one.
  const edited = [
    ...['"trainLoss":"0.1"', '"trainLoss":0.2'].map((text) => record.replace('"trainLoss":0.1', text)),
    record.replace("this run", "that run"),
    record.replace(/,"check":"[0-9a-f]+"/, ""),
  ];
  expect(new Set(edited).size).toBe(4);
  for (const damaged of [record.slice(0, -1), ...edited]) {
    place.write("checkpoints/fitted.json", damaged);
    expect(store.fitted()).toBeUndefined();
    expect(notes.pop()).toMatch(/fitted\.json: not as it was written\. The backtest fit is done again\.$/);
  }
});

test("what a killed process left half written is removed, and nothing is made before there is something to keep", () => {
  const place = new Workplace();
  storeIn(place);
  expect(existsSync(place.file("checkpoints"))).toBe(false);
  mkdirSync(place.file("checkpoints"));
  place.write("checkpoints/.state-000001.safetensors.999999999.tmp", "half");
  storeIn(place);
  expect(place.list("checkpoints")).toEqual([]);
});

test("links among the checkpoints are not followed: a folder may come from anywhere", () => {
  const place = new Workplace();
  const { store } = storeIn(place);
  store.save("backtest fit", state(1));
  store.keepFitted({ model: Uint8Array.of(1), epochs: [epoch] });
  store.save("final fit", state(2));
  expect(storeIn(place).store.fitted()?.epochs).toEqual([epoch]);
  expect(storeIn(place).store.newest("final fit")?.step).toBe(2);
  for (const name of ["state-000002.safetensors", "fitted.json"]) {
    const path = place.file("checkpoints", name);
    renameSync(path, place.file(`elsewhere-${name}`));
    symlinkSync(place.file(`elsewhere-${name}`), path);
  }
  expect(storeIn(place).store.fitted()).toBeUndefined();
  expect(storeIn(place).store.newest("final fit")).toBeUndefined();
});

test("what was kept under other settings is refused in one line, and stays", () => {
  const place = new Workplace();
  const there = storeIn(place, "this run", "b".repeat(64));
  there.store.save("backtest fit", state(1));
  const here = storeIn(place);
  expect(() => here.store.newest("backtest fit")).toThrow(
    /state-000001\.safetensors: kept under other settings than those of .*run\.json \(sha256 bbbbbbb\.\.\. here, aaaaaaa\.\.\. there\)\. Nothing was changed\. Put the run\.json back that the run had, or start a new run\.$/,
  );
  there.store.keepFitted({ model: Uint8Array.of(1), epochs: [epoch] });
  expect(() => here.store.fitted()).toThrow(/fitted\.json: kept under other settings/);
  expect(place.list("checkpoints")).toEqual(["fitted.json", "fitted.safetensors"]);
  expect(here.notes).toEqual([]);
});

test("a run that an earlier build began goes on by what it kept, which bears no settings", () => {
  const place = new Workplace();
  const { store, notes } = storeIn(place, "this run", null);
  store.save("final fit", state(2));
  store.keepFitted({ model: Uint8Array.of(1), epochs: [epoch] });
  store.save("final fit", state(3));
  expect(store.newest("final fit")?.step).toBe(3);
  expect(store.fitted()?.epochs).toEqual([epoch]);
  // As earlier builds wrote it.
  const { check, ...kept } = JSON.parse(readFileSync(place.file("checkpoints", "fitted.json"), "utf8"));
  place.write("checkpoints/fitted.json", JSON.stringify(kept));
  expect(store.fitted()?.epochs).toEqual([epoch]);
  expect(notes).toEqual([]);
  // In a run that has a seal, files that bear no settings are not its own.
  expect(() => storeIn(place).store.newest("final fit")).toThrow(/\(sha256 none here, aaaaaaa\.\.\. there\)/);
});

test("a fit that trained nothing is found as it was kept: a linear model has no epochs", () => {
  const place = new Workplace();
  storeIn(place).store.keepFitted({ model: Uint8Array.of(1), epochs: [] });
  const { store, notes } = storeIn(place);
  expect(store.fitted()?.epochs).toEqual([]);
  expect(notes).toEqual([]);
});
