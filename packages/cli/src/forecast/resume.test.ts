import { mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { daily, quick, unending, Workplace } from "../command.fixture.ts";
import { counted, type Fault, killed, paused } from "../fault.fixture.ts";
import { readRun } from "../run/run-record.ts";
import { reseal } from "../run/run-seal.fixture.ts";

const begin = ["forecast", "data.csv", ...quick, "--checkpoint", "0", "--out", "run"];
const goOn = ["forecast", "--resume", "run"];

/** A run that was killed, by default in its backtest fit after 9 batches. */
async function interrupted(fault: Fault = { kind: "batch", at: 9 }): Promise<Workplace> {
  const place = new Workplace({ "data.csv": daily(60) });
  expect(await killed(place, fault, ...begin)).toBe(true);
  return place;
}

/** The one line of a command that ends with 2. */
async function refusal(place: Workplace, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await place.here(...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr.split("\n").length).toBe(2);
  return stderr.slice("recurra: ".length, -1);
}

function model(place: Workplace): string {
  return readFileSync(place.file("run", "model.safetensors"), "base64");
}

test("a run that goes on says where, keeps the last two states on the way, and leaves the same folder as any other", async () => {
  const place = await interrupted();
  expect(place.list("run", "checkpoints")).toEqual(["state-000008.safetensors", "state-000009.safetensors"]);
  const { code, stderr, stdout } = await place.here(...goOn);
  expect(code).toBe(0);
  expect(stderr).toBe("recurra: going on with run: backtest fit, epoch 2, after batch 3 (of at most 2 epochs).\n");
  expect(stdout).toContain("Value, 2 rows ahead");
  expect(place.list("run")).toEqual(["forecast.csv", "metrics.jsonl", "model.safetensors", "report.html", "run.json"]);
  expect(readRun(place.file("run"))).toMatchObject({ status: "done", resumed: 1 });
});

test("a run may be named as the list of runs names it", async () => {
  const place = await interrupted();
  mkdirSync(place.file("runs"));
  renameSync(place.file("run"), place.file("runs", "2026-01-31-data-value-1a2b3c4"));
  const { code, stderr } = await place.run("forecast", "--resume", "1a2b");
  expect([code, stderr]).toEqual([0, expect.stringContaining("going on with runs/2026-01-31-data-value-1a2b3c4: ")]);
  expect(await refusal(place, "forecast", "--resume", "9f9f")).toBe(
    'there is no run "9f9f" in runs/. Write its path, or a name that `recurra runs` lists.',
  );
});

test("a run that is done is left as it is, and says so", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  await place.here(...begin);
  const before = readFileSync(place.file("run", "run.json"), "utf8");
  const plain = await place.here(...goOn);
  expect([plain.code, plain.stderr]).toEqual([0, ""]);
  expect(plain.stdout).toMatch(/^run is done since \d{4}-\d\d-\d\d \d\d:\d\d UTC; nothing was changed\.\n$/);
  const json = await place.here(...goOn, "--json");
  expect([json.code, json.stderr]).toEqual([0, ""]);
  expect(JSON.parse(json.stdout)).toEqual(JSON.parse(before));
  expect(readFileSync(place.file("run", "run.json"), "utf8")).toBe(before);
});

test("what a process left that was killed as its run was done already is cleared away, and the rest stays", async () => {
  const whole = new Workplace({ "data.csv": daily(60) });
  const { events } = await counted(whole, ...begin);
  // The last removals are those of the checkpoints and of the lock.
  const removals = events.filter((event) => event === "remove").length;
  const place = await interrupted({ kind: "remove", at: removals - 1 });
  expect(place.list("run")).toContain("lock");
  const files = ["forecast.csv", "metrics.jsonl", "model.safetensors", "report.html", "run.json"];
  const before = files.map((name) => readFileSync(place.file("run", name), "base64"));
  const { code, stdout } = await place.here(...goOn);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^run is done since [^\n]*; nothing was changed\.\n$/)]);
  expect(place.list("run")).toEqual(files);
  expect(files.map((name) => readFileSync(place.file("run", name), "base64"))).toEqual(before);
});

test("a state that was damaged is passed over: the one before it, or the beginning, gives the same bytes", async () => {
  const place = await interrupted();
  const state = (n: number) => place.file("run", "checkpoints", `state-00000${n}.safetensors`);
  const [eight, nine] = [8, 9].map((n) => readFileSync(state(n)));
  truncateSync(state(9), nine.length - 1);
  const one = await place.here(...goOn);
  expect(one.code).toBe(0);
  expect(one.stderr).toMatch(
    /^recurra: run\/checkpoints\/state-000009\.safetensors: [^\n]*\. It is passed over\.\nrecurra: going on with run: backtest fit, epoch 2, after batch 2 \(of at most 2 epochs\)\.\n$/,
  );
  const expected = model(place);

  const other = await interrupted();
  for (const [n, bytes] of [[8, eight] as const, [9, nine] as const]) {
    const changed = Uint8Array.from(bytes);
    changed[changed.length - 1] ^= 1;
    writeFileSync(other.file("run", "checkpoints", `state-00000${n}.safetensors`), changed);
  }
  const two = await other.here(...goOn);
  expect(two.stderr).toContain("recurra: going on with run: from the beginning.\n");
  expect(model(other)).toBe(expected);
});

test("states of another run in the same folder are not taken for this one's", async () => {
  const [place, other] = [await interrupted(), await interrupted()];
  for (const name of other.list("run", "checkpoints"))
    writeFileSync(place.file("run", "checkpoints", name), readFileSync(other.file("run", "checkpoints", name)));
  expect((await place.here(...goOn)).stderr).toBe("recurra: going on with run: from the beginning.\n");
});

test("data that are gone or changed are refused, by name and hash; moved ones are named", async () => {
  const place = await interrupted();
  const data = place.file("data.csv");
  const run = readFileSync(place.file("run", "run.json"), "utf8");
  renameSync(data, place.file("moved.csv"));
  expect(await refusal(place, ...goOn)).toBe(
    `${data}: the data of this run is not there any more. Put it back, or say where it is now: \`recurra forecast FILE --resume run\`.`,
  );
  place.write("data.csv", daily(61));
  expect(await refusal(place, ...goOn)).toMatch(
    /data\.csv: not the data that this run began with \(sha256 [0-9a-f]{7}\.\.\. then, [0-9a-f]{7}\.\.\. now\)\. Start a new run on it, or/,
  );
  expect(readFileSync(place.file("run", "run.json"), "utf8")).toBe(run);
  expect((await place.here("forecast", "moved.csv", "--resume", "run")).code).toBe(0);
  expect(readRun(place.file("run")).data).toMatchObject({ file: "moved.csv", path: place.file("moved.csv") });
});

test("a project that was moved as a whole goes on by the names that it had in it", async () => {
  const place = await interrupted({ kind: "batch", at: 6 });
  mkdirSync(place.file("moved"));
  for (const name of ["data.csv", "run"]) renameSync(place.file(name), place.file("moved", name));
  const there = Object.assign(new Workplace(), { path: place.file("moved") });
  expect(await there.here(...goOn)).toMatchObject({
    code: 0,
    stderr: "recurra: going on with run: backtest fit, after epoch 1 (of at most 2 epochs).\n",
  });
  expect(readRun(there.file("run")).data).toMatchObject({ file: "data.csv", path: there.file("data.csv") });
});

test("a run goes on where nobody reads what it says", async () => {
  const place = await interrupted();
  const { child, outcome } = place.start(...goOn);
  child.stderr?.destroy();
  expect((await outcome).code).toBe(0);
  expect(readRun(place.file("run")).status).toBe("done");
});

test("a run is gone on with from any folder; after the first fit with its model, not with a fit once more", async () => {
  const place = await interrupted({ kind: "predict", at: 1 });
  mkdirSync(place.file("elsewhere"));
  const there = Object.assign(new Workplace(), { path: place.file("elsewhere") });
  expect((await there.here("forecast", "--resume", "../run")).stderr).toBe(
    "recurra: going on with ../run: from the backtest.\n",
  );
  expect(readRun(place.file("run")).status).toBe("done");
});

test("options beside --resume are refused, but for those that change nothing of what comes out", async () => {
  const place = await interrupted();
  expect(await refusal(place, ...goOn, "--seed", "3", "--sort")).toBe(
    "--resume goes on with the options of the run, so --sort, --seed cannot be set. Leave them out, or start a new run.",
  );
  expect((await place.here(...goOn, "--threads", "1", "--checkpoint", "9", "--quiet")).code).toBe(0);
});

test("what is no forecast, or not one that this version can go on with, is refused in one line", async () => {
  const place = await interrupted();
  expect(await refusal(place, "forecast", "--resume", "./nowhere")).toMatch(/^\.\/nowhere: no run: /);
  const run = JSON.parse(readFileSync(place.file("run", "run.json"), "utf8")) as Record<string, unknown>;
  const changed = (facts: object) => {
    place.write("run/run.json", JSON.stringify(reseal({ ...run, ...facts })));
    return refusal(place, ...goOn);
  };
  expect(await changed({ command: "lab", lab: "denoise" })).toBe(
    'run: this is a run of "lab"; only forecasts go on. Start it anew with `recurra lab denoise`.',
  );
  expect(await changed({ command: "lab", lab: "denoise", options: undefined })).toBe(
    'run: this is a run of "lab"; only forecasts go on. Start it anew with `recurra lab denoise`.',
  );
  expect(await changed({ options: undefined })).toMatch(/made by an older version.*Start it anew\.$/);
  expect(await changed({ versions: { recurra: "9.9.9" } })).toMatch(/begun by recurra 9\.9\.9, and this is /);
  expect(await changed({ options: { ...(run.options as object), hidden: "-1" } })).toMatch(/^--hidden must be/);
  expect(await changed({ options: { ...(run.options as object), out: "/" } })).toMatch(
    /has the option "out" with "\/"/,
  );
  expect(await changed({ options: { ...(run.options as object), sort: "yes" } })).toMatch(/has the option "sort"/);
});

test.for<[string, Fault]>([
  ["backtest fit", { kind: "batch", at: 9 }],
  ["backtest", { kind: "predict", at: 1 }],
])(
  "options that were changed in run.json, also with a new checksum, are refused in the %s, and nothing is lost",
  async ([, fault]) => {
    const place = await interrupted(fault);
    const text = readFileSync(place.file("run", "run.json"), "utf8");
    const run = JSON.parse(text) as { readonly options: Readonly<Record<string, string>> };
    const everything = () => [...place.list("run"), ...place.list("run", "checkpoints")];
    const before = everything().filter((name) => name !== "lock");
    for (const [name, value] of Object.entries(run.options)) {
      if (["threads", "checkpoint"].includes(name)) continue;
      const other = {
        seed: "1",
        learningRate: "0.04",
        epochs: "3",
        level: "0.8",
        lookback: "5",
        hidden: "5",
        horizon: "3",
        test: "0.3",
      };
      if (!Object.hasOwn(other, name)) continue;
      const options = { ...run.options, [name]: other[name as keyof typeof other] };
      expect(options[name]).not.toBe(value);
      place.write("run/run.json", JSON.stringify({ ...run, options }));
      expect(await refusal(place, ...goOn)).toMatch(
        /^run\/run\.json: not as it was written: its sha256 says "[0-9a-f]{7}", and what it holds has [0-9a-f]{7}\. Nothing was changed\. Put the original file back, or start a new run with the settings that you want\.$/,
      );
      place.write("run/run.json", JSON.stringify(reseal({ ...run, options })));
      expect(await refusal(place, ...goOn)).toMatch(
        /^run\/checkpoints\/(state-\d+\.safetensors|fitted\.json): kept under other settings than those of run\/run\.json /,
      );
    }
    place.write("run/run.json", text);
    expect(everything()).toEqual(before);
    const { code, stderr } = await place.here(...goOn);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^recurra: going on with run: [^\n]*\n$/)]);
  },
);

test("a loss that was edited in fitted.json is seen, and the fit is done again to the same bytes", async () => {
  const place = await interrupted({ kind: "predict", at: 1 });
  const path = place.file("run", "checkpoints", "fitted.json");
  const text = readFileSync(path, "utf8");
  const edited = text.replace(/"trainLoss":0\.\d/, '"trainLoss":0.9');
  expect(edited).not.toBe(text);
  writeFileSync(path, edited);
  const { code, stderr } = await place.here(...goOn);
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /^recurra: run\/checkpoints\/fitted\.json: not as it was written\. The backtest fit is done again\.\n/,
  );
  const whole = new Workplace({ "data.csv": daily(60) });
  await whole.here(...begin);
  expect(model(place)).toBe(model(whole));
});

test("a run that a build without checksums began goes on as it did", async () => {
  const place = await interrupted({ kind: "batch", at: 1 });
  const { sha256, ...run } = JSON.parse(readFileSync(place.file("run", "run.json"), "utf8"));
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  place.write("run/run.json", JSON.stringify(run));
  expect(await killed(place, { kind: "batch", at: 4 }, ...goOn, "--checkpoint", "0")).toBe(true);
  expect(JSON.parse(readFileSync(place.file("run", "run.json"), "utf8"))).not.toHaveProperty("sha256");
  expect(await place.here(...goOn)).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^recurra: going on with run: backtest fit, epoch 1, after batch 3 [^\n]*\n$/),
  });
});

test("who has the sole right to a run that was killed is at work in it, to everybody, before its own lock stands", async () => {
  const place = await interrupted();
  // The first link finds the lock of the dead process, the second makes the claim to it.
  const first = await paused(place, { kind: "link", at: 2 }, ...goOn);
  expect(place.list("run").filter((name) => name.startsWith("lock"))).toEqual([
    "lock",
    expect.stringMatching(/^lock\./),
  ]);
  expect(readRun(place.file("run")).status).toBe("running");
  const atWork = `run: a run is at work in this folder (process ${first.child.pid}).`;
  expect(await refusal(place, ...goOn)).toBe(`${atWork} Stop it (Ctrl-C), or wait for it.`);
  expect(await refusal(place, ...begin)).toBe(`${atWork} Name another folder with --out, or wait for it.`);
  await first.goOn();
  expect((await first.outcome).code).toBe(0);
  expect(readRun(place.file("run")).status).toBe("done");
});

test("a run that is at work is refused for --resume and for --out, and of two that go on at once one wins", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  const endless = ["forecast", "data.csv", ...unending, "--out", "run"];
  const { child, outcome } = place.start(...endless);
  const running = (): boolean => {
    try {
      return readRun(place.file("run")).status === "running";
    } catch {
      return false;
    }
  };
  await vi.waitUntil(running, { timeout: 50_000, interval: 20 });
  expect(await refusal(place, ...goOn)).toBe(
    `run: a run is at work in this folder (process ${child.pid}). Stop it (Ctrl-C), or wait for it.`,
  );
  expect(await refusal(place, ...endless)).toBe(
    `run: a run is at work in this folder (process ${child.pid}). Name another folder with --out, or wait for it.`,
  );
  child.kill("SIGKILL");
  await outcome;
  expect(readRun(place.file("run")).status).toBe("interrupted");
  const two = [place.start(...goOn, "--quiet"), place.start(...goOn, "--quiet")];
  const loser = await Promise.race(two.map(({ outcome }, i) => outcome.then((result) => ({ i, ...result }))));
  expect([loser.code, loser.stdout]).toEqual([2, ""]);
  expect(loser.stderr).toBe(
    `recurra: run: a run is at work in this folder (process ${two[1 - loser.i].child.pid}). Stop it (Ctrl-C), or wait for it.\n`,
  );
  expect(running()).toBe(true);
  two[1 - loser.i].child.kill("SIGINT");
  expect((await two[1 - loser.i].outcome).code).toBe(130);
  rmSync(place.file("run"), { recursive: true });
});
