import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { resolveKoffi } from "./node-host.ts";

/** The resolution of a package that is installed alone in a folder. */
function aloneIn(folder: string): NodeJS.Require {
  return createRequire(join(folder, "library.js"));
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "recurra-koffi-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test("where the library finds no koffi, as in an installation that keeps it beside the program, the program's is taken", () => {
  const [library, program] = [folder(), folder()];
  const file = join(program, "koffi.cjs");
  writeFileSync(file, "");
  expect(resolveKoffi(aloneIn(library), file)).toBe(file);
  expect(() => resolveKoffi(aloneIn(library), undefined)).toThrow("Cannot find module 'koffi'");
});

test("the library's own koffi comes first", () => {
  const own = createRequire(import.meta.url);
  expect(resolveKoffi(own, "/elsewhere/koffi.cjs")).toBe(own.resolve("koffi"));
});
