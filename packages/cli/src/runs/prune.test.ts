import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { hostname } from "node:os";
import { expect, test } from "vitest";
import { Workplace } from "../command.fixture.ts";
import { thisProcess } from "../output/run-owner.ts";
import { RunLock } from "../run/run-lock.ts";
import { type PruneRules, planPrune, removeRun } from "./prune.ts";
import { runSummary } from "./run-summary.ts";
import { forecastRun, labRun, writeRun } from "./runs.fixture.ts";

const DAY = 86_400_000;
const now = Date.parse("2026-03-31T00:00:00Z");

/** Runs of today, yesterday, ...; the third failed, the fourth was interrupted. */
function fiveRuns(): Workplace {
  const place = new Workplace();
  for (const n of [0, 1, 2, 3, 4]) {
    const status = n === 2 ? "failed" : n === 3 ? "interrupted" : "done";
    const started = new Date(now - n * DAY - 1000).toISOString();
    writeRun(place, `runs/run${n}`, { ...forecastRun, started, status });
  }
  return place;
}

function goes(place: Workplace, rules: PruneRules): string[] {
  const runs = place.list("runs").map((name) => runSummary(place.file("runs", name), now));
  return planPrune(runs, rules, now).going.map(({ name }) => name);
}

test("a run goes where every rule lets it go: the newest stay, and those that are too young or of another status", () => {
  const place = fiveRuns();
  expect(goes(place, { keep: 3 })).toEqual(["run3", "run4"]);
  expect(goes(place, { keep: 0 })).toEqual(["run0", "run1", "run2", "run3", "run4"]);
  expect(goes(place, { olderThan: 2.5 })).toEqual(["run3", "run4"]);
  expect(goes(place, { status: ["failed", "interrupted"] })).toEqual(["run2", "run3"]);
  expect(goes(place, { keep: 3, status: ["failed", "interrupted"] })).toEqual(["run3"]);
  expect(goes(place, { keep: 1, olderThan: 3.5, status: ["done"] })).toEqual(["run4"]);
});

test("a run that tells no time is not older than anything", () => {
  const place = new Workplace();
  writeRun(place, "runs/timeless", { ...labRun, started: "once" });
  expect(goes(place, { olderThan: 0 })).toEqual([]);
  expect(goes(place, { keep: 0 })).toEqual(["timeless"]);
});

test("nothing is removed without --yes; with it the runs go, and nothing else", async () => {
  const place = fiveRuns();
  mkdirSync(place.file("runs", "notes"));
  place.write("runs/notes/mine.txt", "mine");
  place.write("runs/loose.txt", "mine");
  const before = place.list("runs");
  const asked = await place.here("runs", "prune", "--keep", "3");
  expect(asked.code).toBe(0);
  expect(asked.stdout).toMatch(
    /Would remove 2 runs, [\d.]+ KB:\n {2}run3 +interrupted +2026-03-27 23:59 +[\d.]+ KB\n {2}run4 /,
  );
  expect(asked.stdout).toContain("Nothing was removed. Add --yes to remove.");
  expect(place.list("runs")).toEqual(before);
  const done = await place.here("runs", "prune", "--keep", "3", "--yes");
  expect(done.code).toBe(0);
  expect(done.stdout).toMatch(/Removed 2 runs, [\d.]+ KB:/);
  expect(place.list("runs")).toEqual(before.filter((name) => !["run3", "run4"].includes(name)));
});

test("a run that is running stays, and so does one with files that recurra did not write", async () => {
  const place = fiveRuns();
  const lock = RunLock.take(place.file("runs", "run4")) as RunLock;
  writeRun(place, "runs/run4", { ...forecastRun, status: "running" });
  place.write("runs/run3/notes.txt", "mine");
  mkdirSync(place.file("runs", "run2", "folder"));
  const { code, stdout } = await place.here("runs", "prune", "--keep", "0", "--yes", "--json");
  lock.release();
  expect(code).toBe(0);
  const document = JSON.parse(stdout) as { runs: { name: string }[]; kept: { name: string; reason: string }[] };
  expect(document).toMatchObject({ format: "recurra-prune/1", removed: true });
  expect(document.runs.map(({ name }) => name).sort()).toEqual(["run0", "run1"]);
  expect(Object.fromEntries(document.kept.map(({ name, reason }) => [name, reason]))).toEqual({
    run4: "it is running",
    run3: "it holds notes.txt, which recurra did not write",
    run2: "it holds folder, which recurra did not write",
  });
  expect(place.list("runs")).toEqual(["run2", "run3", "run4"]);
  expect(place.list("runs", "run3")).toEqual(["metrics.jsonl", "notes.txt", "run.json"]);
});

test("a folder is looked at once more before it goes: one that runs by now stays whole", () => {
  const place = fiveRuns();
  const path = place.file("runs", "run0");
  const lock = RunLock.take(path) as RunLock;
  expect(removeRun(path)).toBe("it is running");
  lock.release();
  expect(place.list("runs", "run0")).toEqual(["metrics.jsonl", "run.json"]);
  place.write("runs/run0/run.json", "{}");
  expect(removeRun(path)).toBe("it is no run any more");
  expect(removeRun(place.file("nowhere"))).toMatch(/^it cannot be removed \(ENOENT\)$/);
});

test("links are not followed: not to a run elsewhere, and not out of a run", () => {
  const place = fiveRuns();
  writeRun(place, "elsewhere", forecastRun);
  symlinkSync(place.file("elsewhere"), place.file("runs", "link"));
  expect(removeRun(place.file("runs", "link"))).toBe("it is no run any more");
  place.write("precious.txt", "mine");
  symlinkSync(place.file("precious.txt"), place.file("runs", "run0", "report.html"));
  expect(removeRun(place.file("runs", "run0"))).toBe("it holds report.html, which recurra did not write");
  symlinkSync(place.file("elsewhere"), place.file("runs", "run1", "checkpoints"));
  expect(removeRun(place.file("runs", "run1"))).toBe("it holds checkpoints, which recurra did not write");
  expect(place.list("elsewhere")).toEqual(["metrics.jsonl", "run.json"]);
  expect(readFileSync(place.file("precious.txt"), "utf8")).toBe("mine");
});

test("checkpoints, the lock of a dead process and files half written go with their run", () => {
  const place = new Workplace();
  writeRun(place, "runs/old", { ...forecastRun, status: "interrupted" });
  mkdirSync(place.file("runs", "old", "checkpoints"));
  for (const name of ["state-000012.safetensors", "fitted.json", "fitted.safetensors", ".fitted.json.77.tmp"]) {
    place.write(`runs/old/checkpoints/${name}`, "x");
  }
  for (const name of [".run.json.123.tmp", "model.safetensors"]) place.write(`runs/old/${name}`, "x");
  const lock = (host: string): void =>
    place.write("runs/old/lock", JSON.stringify({ ...thisProcess(), pid: 2 ** 31 - 2, host, id: "0123456789abcdef" }));
  // Of a process on another machine nobody can tell whether it lives.
  lock(`not ${hostname()}`);
  expect(removeRun(place.file("runs", "old"))).toBe("it is running");
  lock(hostname());
  expect(removeRun(place.file("runs", "old"))).toBeUndefined();
  expect(place.list("runs")).toEqual([]);
});

test.each([
  [[], "prune needs a rule. Give --keep N, or --older-than DAYS, or --status failed,interrupted, or several."],
  [["--keep", "-1"], '--keep must be a whole number from 0, but it is "-1".'],
  [["--older-than", "soon"], '--older-than must be a number from 0 to below 1,000,000,000, but it is "soon".'],
  [
    ["--status", "running"],
    '--status must be done, interrupted, failed, or several of them with commas, but it is "running".',
  ],
])("recurra runs prune %j is one line, and removes nothing", async (args, message) => {
  const place = fiveRuns();
  expect(await place.here("runs", "prune", ...args, "--yes")).toEqual({
    code: 2,
    stdout: "",
    stderr: `recurra: ${message}\n`,
  });
  expect(place.list("runs")).toHaveLength(5);
  expect(existsSync(place.file("runs", "run4", "run.json"))).toBe(true);
});
