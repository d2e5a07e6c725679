import { existsSync, readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { daily, errorOf, unending, Workplace } from "../command.fixture.ts";
import { type Fault, killed, paused } from "../fault.fixture.ts";
import { type Interruption, runInterruptible } from "./interrupt.ts";
import { readRun } from "./run-record.ts";

const endless = [...unending, "--checkpoint", "3600"];

/** Resolves when the run has reported its third epoch. */
async function training(place: Workplace): Promise<void> {
  const metrics = place.file("run", "metrics.jsonl");
  await vi.waitUntil(() => existsSync(metrics) && readFileSync(metrics, "utf8").split("\n").length > 3, {
    timeout: 50_000,
    interval: 20,
  });
}

test.for(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s keeps the best model so far and the state of training, says how to go on, and ends with 130",
  async (signal) => {
    const place = new Workplace({ "data.csv": daily(60) });
    const { child, outcome } = place.start("forecast", "data.csv", ...endless, "--json", "--out", "run");
    await training(place);
    child.kill(signal);
    const { code, stdout, stderr } = await outcome;
    expect(code).toBe(130);
    expect(stdout).toBe("");
    expect(errorOf(stderr)).toMatchObject({ code: "INTERRUPTED", exitCode: 130 });
    expect(errorOf(stderr).message).toMatch(
      /^interrupted in epoch \d+ of the backtest fit; the best model so far \((epoch \d+|the untrained network)\) is in run\/model\.safetensors\. Go on with `recurra forecast --resume run`\.$/,
    );
    expect(place.list("run")).toEqual(["checkpoints", "metrics.jsonl", "model.safetensors", "run.json"]);
    // The state at the step that was the last one, though the next checkpoint was not due.
    expect(place.list("run", "checkpoints")).not.toEqual([]);
    expect(JSON.parse(readFileSync(place.file("run", "run.json"), "utf8"))).toMatchObject({ status: "interrupted" });
  },
);

const begin = ["forecast", "data.csv", ...unending, "--checkpoint", "0", "--out", "run"];

test.for<[string, Fault, string[]]>([
  ["a forecast", { kind: "link", at: 1 }, begin],
  ["a lab", { kind: "link", at: 1 }, ["lab", "denoise", "--epochs", "1000", "--out", "run"]],
  ["a forecast that goes on", { kind: "rename", at: 1 }, ["forecast", "--resume", "run"]],
])(
  "Ctrl-C in the moment in which %s takes its folder ends it with 130, and the folder is free",
  async ([, fault, args]) => {
    const place = new Workplace({ "data.csv": daily(60) });
    if (args.includes("--resume")) await killed(place, { kind: "batch", at: 9 }, ...begin);
    const { child, outcome, goOn } = await paused(place, fault, ...args);
    expect(place.list("run")).toContain("lock");
    child.kill("SIGINT");
    await goOn();
    expect(await outcome).toMatchObject({ code: 130, stderr: expect.stringContaining("recurra: interrupted ") });
    expect(place.list("run")).not.toContain("lock");
    expect(readRun(place.file("run")).status).toBe("interrupted");
  },
);

test("a second Ctrl-C ends at once; one that comes twice in a moment is one", async () => {
  const exit = vi.spyOn(process, "exit").mockImplementation(() => undefined as never);
  const atOnce = vi.fn();
  let time = 0;
  const work = async (interruption: Interruption): Promise<void> => {
    interruption.atOnce = atOnce;
    process.emit("SIGINT");
    expect(interruption.signal.aborted).toBe(true);
    time = 100;
    // Ctrl-Break, where there is one.
    process.emit("SIGBREAK");
    expect(exit).not.toHaveBeenCalled();
    time = 1000;
    process.emit("SIGINT");
  };
  await runInterruptible(work, () => time);
  expect(atOnce).toHaveBeenCalledOnce();
  expect(exit).toHaveBeenCalledWith(130);
  exit.mockRestore();
});

test("Ctrl-C is the shell's again once the work is done", async () => {
  const before = process.listenerCount("SIGINT");
  await runInterruptible(async () => expect(process.listenerCount("SIGINT")).toBe(before + 1));
  expect(process.listenerCount("SIGINT")).toBe(before);
});
