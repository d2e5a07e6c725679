// The files that PyTorch has checked (fixtures/pytorch-exchange/written.json) are the files that the library writes today.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

interface Written {
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly difference: number }>>;
}

const fixtures = fileURLToPath(new URL("../fixtures/pytorch-exchange/", import.meta.url));

test("every cell x layers x directions is written with the bytes in which PyTorch found the same numbers to 1e-5", () => {
  const folder = mkdtempSync(join(tmpdir(), "recurra-written-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  execFileSync(process.execPath, [join(fixtures, "write.mjs"), folder]);
  const { files } = JSON.parse(readFileSync(join(fixtures, "written.json"), "utf8")) as Written;
  const shapes = ["1x1", "1x2", "2x1", "2x2", "2x2-no-bias"];
  const names = ["gru", "lstm", "rnn"].flatMap((cell) => shapes.map((shape) => `${cell}-${shape}.safetensors`));
  expect(Object.keys(files).sort()).toEqual(names.sort());
  const hash = (name: string) =>
    createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex");
  expect(
    Object.fromEntries(readdirSync(folder).map((name) => [name, hash(name)])),
    "Other bytes than PyTorch has checked. If they were meant to change, run fixtures/pytorch-exchange/check_written.py.",
  ).toEqual(Object.fromEntries(Object.entries(files).map(([name, { sha256 }]) => [name, sha256])));
  for (const { difference } of Object.values(files)) expect(difference).toBeLessThan(1e-5);
});
