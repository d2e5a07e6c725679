// The training of recurra/pretrained in small: the same bits on any number of threads, with batches made ahead, and after kill -9.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SeasonView } from "recurra/pretrained";
import { afterAll, expect, test } from "vitest";
import { BatchRing } from "./batch-ring.mjs";
import { hashAfter } from "./hash-after.mjs";
import { PlainView } from "./plain-view.mjs";
import { batchesOf } from "./training.mjs";

const golden = JSON.parse(readFileSync(new URL("./golden.json", import.meta.url), "utf8"));
const program = fileURLToPath(new URL("./run.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "recurra-pretrain-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hashIn = (text) => /^weights +SHA-256 ([0-9a-f]{64})$/m.exec(text)?.[1];

test.each([1, 3])("three steps on %i threads give the golden weights", async (threads) => {
  expect(await hashAfter({ steps: 3, threads })).toBe(golden[3]);
});

test("batches that threads made ahead are those that Batches give, from any step on", async () => {
  const ring = new BatchRing({ seed: 1, size: 24, first: 5, end: 17, makers: 3 });
  const batchAt = batchesOf({ seed: 1, batch: 24 });
  for (let step = 5; step < 17; step++) expect(ring.at(step)).toEqual(batchAt(step));
  await ring.end();
});

test.each([
  [24, true],
  [undefined, true],
  [7, false],
])("season %s: a view that resamples nothing writes the same: %s", (season, same) => {
  const values = Float64Array.from({ length: 400 }, (_, t) => (t % 24) + Math.floor(t / 24) + ((t * t) % 7));
  const rows = [SeasonView, PlainView].map((View) => {
    const view = new View(season);
    const row = new Float32Array(view.layout.end);
    view.write(values, 400, row, 0);
    return row;
  });
  expect(rows[1].every((value, i) => Math.abs(value - rows[0][i]) < 1e-5)).toBe(same);
  expect(rows[1].every(Number.isFinite)).toBe(true);
});

test("killed in its midst and started again, it ends in the bytes of a training that nobody killed", async () => {
  const args = (out) => [program, "--steps", "8", "--every", "0", "--out", join(folder, out)];
  const whole = spawnSync(process.execPath, args("whole"), { encoding: "utf8" });
  const child = spawn(process.execPath, args("killed"), { stdio: "ignore" });
  const state = join(folder, "killed", "state.safetensors");
  for (let found = false; !found; ) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    try {
      found = readFileSync(state, "latin1").includes('\\"step\\":3');
    } catch {}
    if (child.exitCode !== null) break;
  }
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("exit", resolve));
  expect(child.signalCode).toBe("SIGKILL");
  const again = spawnSync(process.execPath, args("killed"), { encoding: "utf8" });
  expect(again.stdout).toMatch(/^goes on after step [3-7]$/m);
  expect(hashIn(again.stdout)).toBe(hashIn(whole.stdout));
  for (const name of ["weights.safetensors", "small.safetensors"]) {
    const bytes = (out) => readFileSync(join(folder, out, name));
    expect(bytes("killed").equals(bytes("whole"))).toBe(true);
  }
  // What is done is not done again; and a folder of another training is refused.
  const third = spawnSync(process.execPath, args("whole"), { encoding: "utf8" });
  expect(third.stdout).toBe(whole.stdout.slice(whole.stdout.indexOf("weights")));
  const other = spawnSync(process.execPath, [...args("whole"), "--steps", "9"], { encoding: "utf8" });
  expect(other.status).toBe(1);
  expect(other.stderr).toMatch(/is of another training/);
});
