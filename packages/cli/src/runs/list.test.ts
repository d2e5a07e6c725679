import { mkdirSync, symlinkSync } from "node:fs";
import { expect, test } from "vitest";
import { Workplace } from "../command.fixture.ts";
import { RunLock } from "../run/run-lock.ts";
import { listText, sortRuns } from "./list.ts";
import { runSummary } from "./run-summary.ts";
import { forecastRun, labResult, labRun, writeRun } from "./runs.fixture.ts";

interface Listed {
  readonly format: string;
  readonly total: number;
  readonly runs: readonly { name: string; status: string; score: { model: object; naive: object } | null }[];
  readonly others: readonly { name: string; reason: string }[];
}

function twoRuns(): Workplace {
  const place = new Workplace();
  writeRun(place, "runs/2026-03-04-aapl-close-1234567", forecastRun);
  writeRun(place, "runs/2026-03-05-lab-denoise-89abcde", labRun, [], { "result.json": labResult });
  return place;
}

test("a table of the runs, the newest first, each with its outcome and its score beside the best naive one", async () => {
  const { code, stdout, stderr } = await twoRuns().here("runs");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const rows = stdout.split("\n").filter((line) => /^(89abcde|1234567|run) /.test(line));
  expect(rows[0]).toMatch(/^run +of +outcome +score +best naive +age +took +size$/);
  expect(rows[1]).toMatch(/^89abcde +lab denoise +bad +MAE 0\.5000 +0\.1750 the noisy input +\d+ \w+ +2 min +\d/);
  expect(rows[2]).toMatch(/^1234567 +forecast Close, aapl\.csv +better +MAE 3\.000 +3\.100 drift +\d+ \w+ +12 s +\d/);
  expect(stdout).toContain("2 runs in runs/, ");
});

test("--json is one document; --status, --command, --limit and --sort choose what is in it", async () => {
  const place = twoRuns();
  writeRun(place, "runs/broke", {
    ...forecastRun,
    status: "failed",
    started: "2026-03-06T00:00:00Z",
    scores: undefined,
  });
  const names = async (...options: string[]): Promise<string[]> => {
    const { stdout } = await place.here("runs", ...options, "--json");
    const document = JSON.parse(stdout) as Listed;
    expect(document).toMatchObject({ format: "recurra-runs/1", total: 3, others: [] });
    return document.runs.map(({ name }) => name.slice(-7));
  };
  expect(await names()).toEqual(["broke", "89abcde", "1234567"]);
  expect(await names("--limit", "1")).toEqual(["broke"]);
  expect(await names("--status", "failed,running")).toEqual(["broke"]);
  expect(await names("--command", "lab")).toEqual(["89abcde"]);
  expect(await names("--command", "lab den")).toEqual([]);
  expect(await names("--sort", "score")).toEqual(["1234567", "89abcde", "broke"]);
});

test("sorted by duration or size the largest is first, by name the alphabet", () => {
  const place = twoRuns();
  const runs = ["2026-03-05-lab-denoise-89abcde", "2026-03-04-aapl-close-1234567"].map((name) =>
    runSummary(place.file("runs", name), 0),
  );
  const order = (by: Parameters<typeof sortRuns>[1]): string[] => sortRuns(runs, by).map(({ command }) => command);
  expect(order("duration")).toEqual(["lab denoise", "forecast"]);
  expect(order("size")).toEqual(["forecast", "lab denoise"]);
  expect(order("name")).toEqual(["forecast", "lab denoise"]);
});

test("what is no run is named with the reason in a line, and does not stop the list", async () => {
  const place = twoRuns();
  mkdirSync(place.file("runs", "empty"));
  writeRun(place, "runs/cut", '{"format":"recurra-run/1","status":"do');
  writeRun(place, "runs/other", { format: "something else" });
  writeRun(place, "runs/\u001b[31mred", "[]");
  symlinkSync(place.file("runs", "2026-03-04-aapl-close-1234567"), place.file("runs", "link"));
  const { code, stdout } = await place.here("runs", "list");
  expect(code).toBe(0);
  expect(stdout).toContain("2 runs in runs/");
  const said = stdout.replace(/\s+/g, " ");
  expect(said).toContain("Not runs: ");
  expect(said).toContain("empty (no run: there is no file run.json that can be read)");
  expect(said).toContain("link (a link, which is not followed)");
  expect(said).toContain("\\x1b[31mred (");
  expect(stdout).not.toContain("\u001b");
});

test("a run is running while a process holds its folder; left alone, it was interrupted", async () => {
  const place = new Workplace();
  const started = { ...forecastRun, status: "running", ended: undefined, scores: undefined, verdict: undefined };
  writeRun(place, "runs/alive", started);
  writeRun(place, "runs/dead", started);
  const lock = RunLock.take(place.file("runs", "alive")) as RunLock;
  const { stdout } = await place.here("runs", "--json");
  lock.release();
  const { runs } = JSON.parse(stdout) as Listed;
  expect(Object.fromEntries(runs.map(({ name, status }) => [name, status]))).toEqual({
    alive: "running",
    dead: "interrupted",
  });
});

test("a wide terminal shows whole names, one of 80 columns still shows the score beside the naive one", () => {
  const place = twoRuns();
  const run = runSummary(place.file("runs", "2026-03-04-aapl-close-1234567"), 0);
  const text = (width: number): string[] =>
    listText({ folder: "runs", runs: [run], strangers: [] }, [run], Date.parse("2026-03-06T06:00:00Z"), width).split(
      "\n",
    );
  expect(text(120)[2]).toMatch(
    /^2026-03-04-aapl-close-1234567 +done +2026-03-04 05:06 +12 s +better +MAE 3\.000 +3\.100 drift +\d/,
  );
  expect(text(80)[2]).toMatch(/^1234567 +forecast Close, aapl\.csv +better +MAE 3\.000 +3\.100 +2 d/);
  for (const width of [80, 100, 120]) {
    expect(Math.max(...text(width).map((line) => line.length))).toBeLessThanOrEqual(width);
  }
});

test("a hint to show a run names the folder where that is not the usual one", async () => {
  const place = new Workplace();
  for (const folder of ["runs", "my runs"]) writeRun(place, `${folder}/2026-03-04-aapl-close-1234567`, forecastRun);
  expect((await place.here("runs")).stdout).toContain("`recurra runs show 1234567` shows one.");
  const { stdout } = await place.here("runs", "--in", "my runs");
  expect(stdout).toContain("`recurra runs show 1234567 --in 'my runs'` shows one.");
  expect((await place.here("runs", "show", "1234567", "--in", "my runs")).code).toBe(0);
});

test("no runs yet is no mistake, but a folder that is not there is", async () => {
  const place = new Workplace({ file: "" });
  const { code, stdout } = await place.here("runs");
  expect([code, stdout.trim()]).toEqual([
    0,
    "There are no runs in runs/ yet. `recurra forecast FILE` and `recurra lab NAME` make one.",
  ]);
  for (const [args, message] of [
    [["--in", "nowhere"], "--in nowhere: no such folder. Name a folder that holds runs."],
    [["--in", "file"], "--in file: this is a file. Name a folder that holds runs."],
    [
      ["--status", "asleep"],
      '--status must be done, running, interrupted, failed, or several of them with commas, but it is "asleep".',
    ],
    [["--limit", "0"], '--limit must be a whole number from 1, but it is "0".'],
    [
      ["shw"],
      'there is no command "runs shw". There are list, show, compare and prune; `recurra runs show shw` shows a run.',
    ],
  ] as const) {
    expect(await place.here("runs", ...args)).toEqual({ code: 2, stdout: "", stderr: `recurra: ${message}\n` });
  }
});
