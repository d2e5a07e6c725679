import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { sgemmFrom } from "./sgemm.ts";

test("a worker thread opens the library by its description, sets it to one thread for itself, and passes addresses of the process", () => {
  const folder = mkdtempSync(join(tmpdir(), "recurra test "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const koffi = join(folder, "koffi.cjs");
  writeFileSync(
    koffi,
    `const calls = [];
     const func = (name) => {
       if (!["cblas_sgemm", "openblas_set_num_threads"].includes(name)) throw new Error("no " + name);
       return (...values) => void calls.push([name, ...values]);
     };
     module.exports = { calls, address: () => 1000000n, load: (library) => (calls.push(["load", library]), { func }) };`,
  );
  const sgemm = sgemmFrom(new WebAssembly.Memory({ initial: 1 }), {
    koffi,
    library: "/some where/libmine.so",
    single: [["openblas_set_num_threads", "void", "int"]],
  });
  sgemm(2, 4, 5, 6, 64, 7, 128, 8, 1, -64, 9);
  const { calls } = process.getBuiltinModule("module").createRequire(koffi)(koffi);
  expect(calls).toEqual([
    ["load", "/some where/libmine.so"],
    ["openblas_set_num_threads", 1],
    ["cblas_sgemm", 101, 111, 112, 4, 5, 6, 1, 1_000_064, 7, 1_000_128, 8, 1, 1_000_000 + 2 ** 32 - 64, 9],
  ]);
});
