// The core entry must run in any page: built for the browser, it holds no Node module and nothing that a strict
// content-security policy refuses.
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { beforeAll, expect, test } from "vitest";

let code = "";

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: true,
      target: "es2022",
      lib: {
        entry: fileURLToPath(new URL("../packages/recurra/src/index.ts", import.meta.url)),
        formats: ["iife"], // the only one whose white space vite takes out
        name: "recurra",
      },
    },
  });
  const [output] = [built].flat();
  if (!("output" in output)) throw new Error("vite gave no output");
  code = output.output.map((chunk) => (chunk.type === "chunk" ? chunk.code : "")).join("\n");
});

test("the browser build of the core entry is self-contained", () => {
  expect(code.length).toBeGreaterThan(10_000);
  expect(code).not.toMatch(/(?<![.\w])import[\s("'{*]/);
});

test("the browser build of the core entry has no node: import", () => {
  expect(code).not.toContain("node:");
  expect(code).not.toMatch(/(?<![.\w])require\(/);
});

test("the browser build of the core entry makes no code from text", () => {
  expect(code).not.toMatch(/\bFunction\(/);
  expect(code).not.toMatch(/(?<![.\w])eval\((?!\))/);
});

test("the browser build of the core entry, kernels included, stays under 100 kB compressed", () => {
  const { length } = gzipSync(code, { level: 9 });
  expect(length).toBeLessThan(100_000);
});
