// A table may come from anywhere: whatever a file says, it is refused in one line, and the whole process stays below 300 MB.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { files } from "./hostile-files.ts";

const child = fileURLToPath(new URL("file-memory.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "recurra-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(Object.entries(files))("%s: one line, below 300 MB", (_, [make, expected]) => {
  const file = join(folder, "a");
  writeFileSync(file, make());
  const output = execFileSync(process.execPath, ["--max-old-space-size=256", child, file], { encoding: "utf8" });
  const { peak, outcome } = JSON.parse(output) as { peak: number; outcome: string };
  expect(outcome).toMatch(expected);
  expect(outcome).toMatch(/^[^\n]{1,800}$/);
  expect(peak).toBeLessThan(300e6);
});
