import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runSummary } from "./run-summary.ts";

const folder = mkdtempSync(join(tmpdir(), "recurra-run-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A run from noon to two o'clock, with two epochs of a second and a half each. */
function run(facts: object): string {
  const times = { started: "2026-01-31T12:00:00Z", ended: "2026-01-31T14:00:00Z" };
  writeFileSync(
    join(folder, "run.json"),
    JSON.stringify({ format: "recurra-run/1", status: "done", command: "forecast", ...times, ...facts }),
  );
  const epoch = (n: number) =>
    JSON.stringify({ phase: "backtest fit", epoch: n, trainLoss: 1, seconds: 1.5, best: true });
  writeFileSync(join(folder, "metrics.jsonl"), `${epoch(1)}\n${epoch(2)}\n`);
  return folder;
}

test("a run took the time from its start to its end, or that of its epochs when it lay dead in between", () => {
  expect(runSummary(run({}), 0).seconds).toBe(7200);
  expect(runSummary(run({ resumed: 1 }), 0).seconds).toBe(3);
});
