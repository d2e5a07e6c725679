// In which engines vectors of 256 bits give the bits of 128-bit ones: every family of kernels (operations.mjs) in code that is optimised from the first call
// on, and the golden hashes of test/bits on one to eight threads, with and without; and whether the engine joins anything, by the time of a product.
// Usage: npm run test:wide               compares with the table, packages/recurra/src/wide/wide-engines.ts
//        npm run test:wide -- --write    writes it: engines whose bits are equal and whose products take three quarters of the time at most
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { binaries } from "../nodes/binaries.mjs";

const FLAG = "--experimental-wasm-revectorize";
const table = fileURLToPath(new URL("../../packages/recurra/src/wide/wide-engines.ts", import.meta.url));
const at = (name) => fileURLToPath(new URL(name, import.meta.url));

function run(binary, args) {
  const { status, stdout, stderr } = spawnSync(binary, args, {
    encoding: "utf8",
    env: { ...process.env, RECURRA_WIDE: "" },
  });
  return status === 0 ? stdout : `failed: ${stderr.trim().split("\n").slice(0, 3).join(" ")}`;
}

const operations = (binary, args) => {
  const text = run(binary, [...args.flags, at("./operations.mjs"), ...(args.enable ? ["--wide"] : [])]);
  return text.startsWith("{") ? JSON.parse(text) : { v8: text, hashes: {}, product: Number.NaN };
};

const works = [];
let failed = false;
for (const [version, binary] of binaries(["22", "24", "26"])) {
  const flags = ["--no-liftoff"];
  const narrow = operations(binary, { flags });
  const wide = operations(binary, { flags: [...flags, FLAG] });
  const enabled = operations(binary, { flags: [], enable: true });
  const others = Object.keys(narrow.hashes).filter((name) => narrow.hashes[name] !== wide.hashes[name]);
  const golden = run(binary, [...flags, FLAG, at("../bits/golden.mjs")]);
  const same = Object.keys(narrow.hashes).length > 0 && others.length === 0 && golden.includes("the same bits");
  const share = wide.product / narrow.product;
  const engine = { v8: /^\d+\.\d+/.exec(narrow.v8)?.[0] ?? narrow.v8, processor: process.arch };
  if (same && share < 0.75) works.push(engine);
  const bits = same ? "the same bits" : `OTHER BITS: ${others.join(", ") || golden.trim()}`;
  console.log(
    `Node ${version}, V8 ${engine.v8} on ${engine.processor}: ${Object.keys(narrow.hashes).length} families, ${bits}; a product takes ${share.toFixed(2)} of the time; enableWide() ${enabled.wide ? "asks for it" : "does not"}`,
  );
  if (
    others.length > 0 ||
    (enabled.wide && Object.keys(narrow.hashes).some((name) => enabled.hashes[name] !== narrow.hashes[name]))
  )
    failed = true;
}
const written = readFileSync(table, "utf8");
const rows = works.map(({ v8, processor }) => `  { v8: "${v8}", processor: "${processor}" },\n`).join("");
const wanted = written.replace(
  /(WIDE_ENGINES: readonly WideEngine\[\] = \[\n)[^\]]*(\];)/,
  (_, head, tail) => `${head}${rows}${tail}`,
);
if (process.argv.includes("--write")) writeFileSync(table, wanted);
else if (wanted !== written) {
  console.log("The table says otherwise: npm run test:wide -- --write");
  failed = true;
}
process.exitCode = failed ? 1 : 0;
