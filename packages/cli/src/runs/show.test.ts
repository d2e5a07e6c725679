import { mkdirSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { daily, quick, Workplace } from "../command.fixture.ts";
import { version } from "../terminal/version.ts";
import { fit, forecastRun, labResult, labRun, sha256, writeRun } from "./runs.fixture.ts";
import { runNamed } from "./runs-in.ts";

const NAME = "2026-03-04-aapl-close-1234567";

test("a run on a screen: settings, data with its hash, losses as a curve, scores, verdict, files", async () => {
  const place = new Workplace();
  writeRun(place, `runs/${NAME}`, forecastRun, [...fit("backtest fit", 10), ...fit("final fit", 2)]);
  const { code, stdout, stderr } = await place.here("runs", "show", NAME);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const text of [
    "forecast Close, aapl.csv, 5 rows ahead",
    "status     done, started 2026-03-04 05:06 UTC, took 12 s",
    "data       prices/aapl.csv, 1,260 rows",
    `sha256 ${sha256}`,
    "target: Close, inputs: [Close], horizon: 5, cell: lstm, hidden: 32, loss: huber,",
    "repair: none",
    `made by    recurra ${version()}, Node 24.0.0, strict arithmetic`,
    "• validation loss   · training loss",
    "Scores: 248 windows, 2017-05-12 to 2018-05-11",
    "Better than the naive forecasts\nIt beats drift.",
    "metrics.jsonl (",
  ]) {
    expect(stdout).toContain(text);
  }
  expect(stdout).toMatch(/^backtest fit +10 +10 +0\.1000 +0\.1100 +2\.5 s$/m);
  expect(stdout).toMatch(/^1\.1 ┤•$/m);
  expect(stdout).toMatch(/^LSTM +3\.000 +4\.000 +2\.900$/m);
  expect(stdout).toMatch(/^drift +3\.100 +4\.200 +3\.000$/m);
});

test("a lab's scores come from its result.json, and --json is one document", async () => {
  const place = new Workplace();
  writeRun(place, "runs/lab", labRun, fit("GRU of 30 units", 3), { "result.json": labResult });
  const { stdout } = await place.here("runs", "show", "lab", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    format: "recurra-run-summary/1",
    command: "lab denoise",
    seconds: 120,
    settings: labRun.settings,
    scores: {
      methods: [
        { name: "network", kind: "model", MAE: 0.5 },
        { name: "the noisy input", MAE: 0.175 },
      ],
    },
    verdict: { tone: "bad", headline: "No better than doing nothing" },
    training: [{ name: "GRU of 30 units", bestEpoch: 3 }],
    resume: null,
  });
});

test("RUN is a name, the beginning of one with or without its date, a short hash, or a path", () => {
  const place = new Workplace();
  writeRun(place, `runs/${NAME}`, forecastRun);
  writeRun(place, "runs/2026-03-04-aapl-open-1239999", forecastRun);
  writeRun(place, "out", forecastRun);
  const named = (word: string): string => runNamed(word, place.file("runs"), 0).name;
  const words = [NAME, "2026-03-04-aapl-c", "aapl-c", "1234", place.file("runs", NAME), `${place.file("runs", NAME)}/`];
  for (const word of words) expect(named(word)).toBe(NAME);
  expect(named(place.file("out"))).toBe("out");
  expect(() => named("123")).toThrow(
    `"123" may be 2 runs: ${NAME}, 2026-03-04-aapl-open-1239999. Write more of the name, or its short hash.`,
  );
  expect(() => named("nothing")).toThrow(
    /^there is no run "nothing" in .*\/runs\/\. Write its path, or a name that `recurra runs --in .*` lists\./,
  );
  expect(() => named("..")).toThrow(/^\.\.: no run: /);
  expect(() => named(" ")).toThrow(/RUN must be a folder, its name or its short hash, but it is empty/);
});

test("without RUN the newest is shown; a run outside runs/ is found by its path, and with --in", async () => {
  const place = new Workplace();
  writeRun(place, `runs/${NAME}`, forecastRun);
  writeRun(place, "runs/a-newer-one", { ...forecastRun, started: "2026-03-05T00:00:00Z" });
  writeRun(place, "other/out", forecastRun);
  for (const [args, path] of [
    [[], "runs/a-newer-one"],
    [["other/out"], "other/out"],
    [["out", "--in", "other"], "other/out"],
  ] as const) {
    const { stdout } = await place.here("runs", "show", ...args, "--json");
    expect(JSON.parse(stdout)).toMatchObject({ path });
  }
});

test("a run that was interrupted says how to go on with it; one that failed says why", async () => {
  const place = new Workplace();
  const data = { ...forecastRun.data, path: "/data/aapl.csv" };
  const kept = { ...forecastRun, id: "one", options: { horizon: "5" }, data, scores: undefined, verdict: undefined };
  writeRun(place, "runs/stopped", { ...kept, status: "interrupted", ended: undefined });
  const { stdout } = await place.here("runs", "show", "stopped");
  expect(stdout).toContain("interrupted, started 2026-03-04 05:06 UTC, took 2.5 s");
  expect(stdout).toContain("\nGo on with it: recurra forecast --resume runs/stopped\n");
  writeRun(place, "runs/full", { ...kept, status: "failed", error: "the disk is \u001b[2Jfull" });
  const full = (await place.here("runs", "show", "full")).stdout;
  expect(full).toContain("the disk is \\x1b[2Jfull");
  expect(full).toContain("Once the cause is gone, go on with it: recurra forecast --resume runs/full\n");
  writeRun(place, "runs/older", { ...kept, status: "interrupted", versions: { recurra: "0.0.1" } });
  expect((await place.here("runs", "show", "older")).stdout).not.toContain("o on with it");
  writeRun(place, "runs/lab", { ...labRun, status: "interrupted", verdict: undefined });
  expect((await place.here("runs", "show", "lab")).stdout).toContain(
    "A lab does not go on from where it stopped. Start it anew: recurra lab denoise\n",
  );
  writeRun(place, "runs/done", forecastRun);
  expect((await place.here("runs", "show", "done")).stdout).not.toContain("o on with it");
});

test("a run.json and files that mean harm are shown as text, and files that are too large are said to be", async () => {
  const place = new Workplace();
  const evil = "\u001b]0;title\u0007\u202e";
  const hostile = {
    ...forecastRun,
    command: `forecast${evil}`,
    settings: { [evil]: { deep: [evil] }, target: evil, horizon: -1e308, __proto__: 1 },
    data: { file: `../../${evil}`, sha256, rows: 1e308 },
    scores: [{ name: evil, kind: "model", mae: 1e308 }, null, 7],
    windows: { count: "many", from: evil },
    verdict: { outcome: "better", headline: evil, sentence: evil, remarks: [evil, 3, null] },
    versions: { recurra: evil, node: evil },
  };
  writeRun(place, "runs/hostile", hostile, [{ phase: evil, epoch: 1, trainLoss: 1 }, ...fit(evil, 3)]);
  writeFileSync(place.file("runs", "hostile", evil), "x");
  mkdirSync(place.file("runs", "hostile", "folder"));
  for (const args of [["show", "hostile"], ["list"], ["compare", "hostile", "other"]]) {
    writeRun(place, "runs/other", forecastRun);
    const { code, stdout, stderr } = await place.here("runs", ...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const sign of ["\u001b", "\u0007", "\u202e"]) expect(stdout).not.toContain(sign);
  }
});

test("a real forecast's run is shown with the scores that it printed", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  const { stdout } = await place.here("forecast", "data.csv", ...quick, "--json");
  const { backtest } = JSON.parse(stdout) as { backtest: { scores: { name: string; mae: number }[] } };
  const shown = JSON.parse((await place.here("runs", "show", "--json")).stdout) as { scores: { methods: object[] } };
  expect(shown).toMatchObject({ command: "forecast", status: "done", target: "Value", data: { rows: 60 } });
  expect(shown.scores.methods).toMatchObject(backtest.scores.map(({ name, mae }) => ({ name, MAE: mae })));
});
