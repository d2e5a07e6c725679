// The core entry, the ONNX package and the labs must run in any page: built for the browser, they hold no Node module and nothing that a
// strict content-security policy refuses.

import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { build } from "vite";
import { beforeAll, describe, expect, test } from "vitest";
// @ts-expect-error: a script without types
import { compressed, library, pageScript, pages } from "../bench/bundle.mjs";

const packages = fileURLToPath(new URL("../packages/", import.meta.url));
const core: string = library; // as built: what a page gets

/**
 * A script that puts what the entry exports into a variable, and the files that it was made of. `source` is the entry's text where
 * there is no such file.
 */
async function bundled(entry: string, name: string, source?: string): Promise<{ code: string; files: string[] }> {
  const page = {
    name: "page",
    resolveId: (id: string) => (source !== undefined && id.endsWith(entry) ? entry : undefined),
    load: (id: string) => {
      // A lab's program is a text that its page shows: what it imports is nobody's business here.
      if (/programs[\\/][\w-]+\.generated\.ts$/.test(id)) return "export const program = '';";
      return id === entry ? source : undefined;
    },
  };
  const built = await build({
    plugins: [page],
    configFile: false,
    logLevel: "silent",
    resolve: { alias: [{ find: /^recurra$/, replacement: core }] },
    build: {
      write: false,
      minify: true,
      target: "es2022",
      lib: { entry, formats: ["iife"], name }, // the only format whose white space vite takes out
    },
  });
  const [output] = [built].flat();
  if (!("output" in output)) throw new Error("vite gave no output");
  const chunks = output.output.filter((chunk) => chunk.type === "chunk");
  return { code: chunks.map(({ code }) => code).join("\n"), files: chunks.flatMap(({ moduleIds }) => moduleIds) };
}

/** What a page offers that no script can do without: nothing of Node, and no code from text. */
function page(): object {
  const { performance, TextDecoder, TextEncoder, AbortController, DOMException, MessageChannel, atob } = globalThis;
  const offered = { performance, TextDecoder, TextEncoder, AbortController, DOMException, MessageChannel, atob };
  return createContext(offered, { codeGeneration: { strings: false, wasm: true } });
}

const onnx = `${packages}onnx/dist/index.js`;
const bundles = { "the core entry": core, "the labs": `${packages}labs/src/index.ts`, "the ONNX package": onnx };

describe.each(Object.entries(bundles))("the browser build of %s", (_, entry) => {
  let code = "";

  beforeAll(async () => {
    ({ code } = await bundled(entry, "built"));
  });

  test("is self-contained", () => {
    expect(code.length).toBeGreaterThan(10_000);
    expect(code).not.toMatch(/(?<![.\w])import[\s("'{*]/);
  });

  test("has no node: import", () => {
    expect(code).not.toMatch(/["'`]node:/);
    expect(code).not.toMatch(/(?<![.\w])require\(/);
  });

  test("makes no code from text", () => {
    expect(code).not.toMatch(/\bFunction\(/);
    expect(code).not.toMatch(/(?<![.\w])eval\((?!\))/);
  });
});

test.each(pages as { does: string; names: string[]; entry?: string; more?: Record<string, string[]>; limit: number }[])(
  "a page with $does, kernels included, is no larger than docs/bundle-size.md allows",
  async (page) => {
    const { gzip } = compressed(await pageScript(page.names, page.entry, page.more));
    expect(gzip).toBeLessThanOrEqual(page.limit);
  },
);

test("the core entry loads nothing of protobuf and ONNX; the package that does runs in a page and writes bytes", async () => {
  const { files } = await bundled(core, "recurra");
  const foreign = (file: string): boolean => /@bufbuild|packages\/onnx\//.test(file);
  expect(files.filter(foreign)).toEqual([]);
  const entry = `export { GRU } from ${JSON.stringify(core)}; export { onnxSignature, toOnnx } from ${JSON.stringify(onnx)};`;
  const { code, files: withOnnx } = await bundled("virtual:onnx", "built", entry);
  expect(withOnnx.filter(foreign).length).toBeGreaterThan(2);
  const context = page();
  runInContext(code, context);
  const shapes: unknown = runInContext(
    `const { inputs, outputs } = built.onnxSignature(built.toOnnx(new built.GRU({ inputSize: 2, hiddenSize: 3 })));
     JSON.stringify([inputs[0].shape, outputs[0].shape])`,
    context,
  );
  expect(shapes).toBe('[["batch","time",2],["batch","time",3]]');
});

test("a page loads what it imports: training needs no CSV, no forecaster and no scores", async () => {
  const whole: string = await pageScript();
  const training: string = await pageScript(["GRU", "Linear", "Adam", "train", "mseLoss", "tensor"]);
  expect(training).toContain("LINEAR_INPUT");
  for (const elsewhere of ["CSV_QUOTE", "FORECAST_CELL", "METRIC_LENGTH"]) {
    expect(whole).toContain(elsewhere);
    expect(training).not.toContain(elsewhere);
  }
});

test("the kernels' text stands in front of all code that is larger, so that gzip finds again what that code repeats", async () => {
  const script: string = await pageScript(["GRU", "Linear", "Adam", "train", "mseLoss", "tensor"]);
  const [text] = [...script.matchAll(/`[^`]{20000,}`|"[^"]{20000,}"/g)];
  expect(text.index).toBeLessThan(2000);
});

test("a page in strict mode does not load the kernels of mode fast; one that imports recurra/fast computes with them", async () => {
  const fast = `${packages}recurra/dist/fast.js`;
  const { files } = await bundled(core, "recurra");
  expect(files.filter((file) => file.endsWith("/fast.js"))).toEqual([]);
  const entry = `export { ones, withMode } from ${JSON.stringify(core)}; export { fastSupported, loadFast } from ${JSON.stringify(fast)};`;
  const { code } = await bundled("virtual:fast", "built", entry);
  const context = page();
  runInContext(code, context);
  const sum: unknown = runInContext(
    `const sum = () => built.ones([2, 3]).sum().item();
     if (built.fastSupported()) built.loadFast();
     built.fastSupported() ? built.withMode("fast", sum) : sum()`,
    context,
  );
  expect(sum).toBe(6);
});

test("a page that imports tensor() alone has the operations as methods, and one without tensors does not load them", async () => {
  const from = (name: string) => `export { ${name} } from ${JSON.stringify(core)};`;
  const { code } = await bundled("virtual:tensor", "built", from("tensor"));
  const context = page();
  runInContext(code, context);
  const found: unknown = runInContext(
    `const x = built.tensor([1, 2, 3], undefined, { requiresGrad: true });
     x.mul(x).sum().backward();
     JSON.stringify([x.add(1).toArray().join(), x.grad.join(), Object.keys(x).includes("add")])`,
    context,
  );
  expect(found).toBe('["2,3,4","2,4,6",false]');
  expect(code).toContain("MATMUL_SHAPES");
  const { code: words } = await bundled("virtual:words", "built", from("decodeText"));
  expect(words).not.toContain("MATMUL_SHAPES");
});

test("a page without a Buffer reads quoted CSV", async () => {
  const { code } = await bundled(core, "recurra");
  const context = page();
  runInContext(code, context);
  const read: unknown = runInContext(
    `const csv = 'Date,"Price, €"\\n2024-01-01," 1.5 "\\n2024-01-02,"2.5"\\n2024-01-03,3.5\\n';
     const series = recurra.Series.fromCsv(csv, { name: "a.csv" });
     JSON.stringify([series.columns, Array.from(series.column("Price, €"))])`,
    context,
  );
  expect(read).toBe('[["Price, €"],[1.5,2.5,3.5]]');
});

test("the browser build of the labs holds the core, and nothing of the report but its types", async () => {
  const { files } = await bundled(bundles["the labs"], "labs");
  const ours = files.filter((file) => file.startsWith(packages)).map((file) => file.slice(packages.length));
  expect(ours).toContain("labs/src/lab/lab.ts");
  expect(ours.filter((file) => file.startsWith("recurra/dist/"))).not.toEqual([]);
  expect(files.filter((file) => /packages\/report\/|@observablehq|linkedom|temml/.test(file))).toEqual([]);
});

test("a lab runs in a page, where there is nothing of Node and no code may be made from text", async () => {
  const { code } = await bundled(bundles["the labs"], "labs");
  const context = page();
  runInContext(code, context);
  const names: unknown = runInContext("labs.labs.map(({ name }) => name).join()", context);
  expect(names).toContain("shapes");
  const result: unknown = await runInContext(
    `const { shapes, settingsOf, finished } = labs;
     finished(shapes.start(settingsOf(shapes.options, { epochs: 1, hidden: 4, cell: "rnn" })))
       .then(({ report, results }) => [report.title, results.bidirectional.naive[0].value].join(": "))`,
    context,
  );
  expect(result).toBe("The shapes of recurrent networks: 0.5");
  expect(() => runInContext('eval("1")', context)).toThrow("Code generation from strings disallowed");
});
