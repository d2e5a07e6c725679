// A model file may come from anywhere: whatever it says, reading it takes no more memory than twice its bytes and 24 MiB.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { files } from "./hostile-models.ts";

const MIB = 2 ** 20;
const child = fileURLToPath(new URL("model-memory.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "recurra-models-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(Object.entries(files))("%s: takes no more memory than that, loaded or refused", (_, [make, expected]) => {
  const bytes = make();
  const file = join(folder, "model.safetensors");
  writeFileSync(file, bytes);
  const output = execFileSync(process.execPath, ["--expose-gc", child, file], { encoding: "utf8" });
  const { taken, outcome } = JSON.parse(output) as { taken: number; outcome: string };
  expect(outcome).toMatch(expected);
  expect(outcome).not.toContain("\n");
  expect(outcome.length).toBeLessThan(800);
  expect(taken).toBeLessThan(2 * bytes.length + 24 * MIB);
});
