// One experiment on one file comes to the same JSON, to the bit, wherever it runs: on the command line, in a program, in a Worker, and in
// the bundle of a page. Only what clocks say is left out of the comparison, and what belongs to the run folder.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { Worker } from "node:worker_threads";
import type { ExperimentEvent } from "recurra";
import { afterAll, expect, test } from "vitest";
// @ts-expect-error: a script without types
import { pageScript } from "../bench/bundle.mjs";
import { run } from "../examples/14-experiment.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const file = "examples/data/aapl.csv";
const text = readFileSync(join(root, file), "utf8");
const settings = { target: "Close", horizon: 5, hiddenSize: 8, epochs: 3, seed: 4 };

const folder = mkdtempSync(join(tmpdir(), "recurra-everywhere-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The text of a result without seconds, files and versions, and what the command line asks for besides. */
function compared(result: unknown): string {
  const left = new Set(["seconds", "files", "versions", "toBeat"]);
  return JSON.stringify(result, (key, value: unknown) => (left.has(key) ? undefined : value));
}

const wanted = compared(await run(settings));

test("the result has all that there is to compare", () => {
  expect(JSON.parse(wanted)).toMatchObject({
    target: "Close",
    data: { rows: 1260 },
    backtest: { windows: { count: 248 } },
  });
  expect(JSON.parse(wanted).training.epochs[0]).toMatchObject({ epoch: 1, trainLoss: expect.any(Number) });
});

test("the command line", () => {
  const flags = ["--target", "Close", "--horizon", "5", "--hidden", "8", "--epochs", "3", "--seed", "4", "--json"];
  const bin = join(root, "packages/cli/bin/recurra.js");
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [bin, "forecast", file, ...flags, "--out", join(folder, "run")],
    { cwd: root, encoding: "utf8" },
  );
  expect(stderr).toBe("");
  expect(compared(JSON.parse(stdout))).toBe(wanted);
});

test("a Worker, to which settings and from which events cross as plain data", async () => {
  const worker = new Worker(new URL("experiment-worker.mjs", import.meta.url), {
    workerData: { text, name: file, settings },
  });
  const events = await new Promise<ExperimentEvent[]>((resolve, reject) => {
    const seen: ExperimentEvent[] = [];
    worker.on("message", (event: ExperimentEvent) => seen.push(event));
    worker.on("error", reject);
    worker.on("exit", () => resolve(seen));
  });
  const last = events.at(-1);
  expect(last?.type === "result" && compared(last.result)).toBe(wanted);
});

test("the bundle of a page, where there is nothing of Node and no code may be made from text", async () => {
  const code: string = await pageScript(["experiment", "Series"]);
  const { performance, TextDecoder, TextEncoder, AbortController, DOMException, MessageChannel, setTimeout, atob } =
    globalThis;
  const offered = {
    performance,
    TextDecoder,
    TextEncoder,
    AbortController,
    DOMException,
    MessageChannel,
    setTimeout,
    atob,
  };
  const page = createContext(
    { ...offered, given: JSON.stringify({ text, file, settings }) },
    {
      codeGeneration: { strings: false, wasm: true },
    },
  );
  runInContext(code, page);
  const result: unknown = await runInContext(
    `(async () => {
       const { text, file, settings } = JSON.parse(given);
       const series = recurra.Series.fromCsv(text, { name: file });
       for await (const event of recurra.experiment(series, settings)) {
         if (event.type === "result") return JSON.stringify(event.result);
       }
     })()`,
    page,
  );
  expect(compared(JSON.parse(result as string))).toBe(wanted);
});
