import { existsSync, readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { daily, Workplace } from "./command.fixture.ts";
import { interruptible } from "./interrupt.ts";

const endless = [
  "--horizon",
  "2",
  "--lookback",
  "4",
  "--hidden",
  "4",
  "--epochs",
  "100000000",
  "--patience",
  "100000000",
];

/** Resolves when the run has reported its third epoch. */
async function training(place: Workplace): Promise<void> {
  const metrics = place.file("run", "metrics.jsonl");
  await vi.waitUntil(() => existsSync(metrics) && readFileSync(metrics, "utf8").split("\n").length > 3, {
    timeout: 50_000,
    interval: 20,
  });
}

test.for(["SIGINT", "SIGTERM"] as const)(
  "%s keeps the best model so far, says where it is, and ends with 130",
  async (signal) => {
    const place = new Workplace({ "data.csv": daily(60) });
    const { child, outcome } = place.start("forecast", "data.csv", ...endless, "--json", "--out", "run");
    await training(place);
    child.kill(signal);
    const { code, stdout, stderr } = await outcome;
    expect(code).toBe(130);
    expect(stdout).toBe("");
    expect(stderr).toMatch(
      /^recurra: interrupted; the best model so far \(epoch \d+, fitted on the rows before the test part\) is in run\/model\.safetensors\.\n$/,
    );
    expect(place.list("run")).toEqual(["metrics.jsonl", "model.safetensors", "run.json"]);
    expect(JSON.parse(readFileSync(place.file("run", "run.json"), "utf8"))).toMatchObject({ status: "interrupted" });
  },
);

test("a second Ctrl-C ends at once", async () => {
  const exit = vi.spyOn(process, "exit").mockImplementation(() => undefined as never);
  const atOnce = vi.fn();
  await interruptible(async (signal) => {
    process.emit("SIGINT");
    expect(signal.aborted).toBe(true);
    expect(exit).not.toHaveBeenCalled();
    process.emit("SIGINT");
  }, atOnce);
  expect(atOnce).toHaveBeenCalledOnce();
  expect(exit).toHaveBeenCalledWith(130);
  exit.mockRestore();
});

test("Ctrl-C is the shell's again once the work is done", async () => {
  const before = process.listenerCount("SIGINT");
  await interruptible(
    async () => expect(process.listenerCount("SIGINT")).toBe(before + 1),
    () => {},
  );
  expect(process.listenerCount("SIGINT")).toBe(before);
});
