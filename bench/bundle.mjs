// What a page loads that imports the built library: minified by vite, as one script.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "vite";

export const library = fileURLToPath(new URL("../packages/recurra/dist/index.js", import.meta.url));

/** What pages import, by what they do: the names, and the most bytes that they may load with gzip. */
export const pages = [
  { does: "everything in `recurra`", names: [], limit: 251_900 },
  { does: "a forecast from a CSV", names: ["Forecaster", "Series", "backtest"], limit: 206_600 },
  { does: "training a GRU", names: ["GRU", "Linear", "Adam", "train", "mseLoss", "tensor"], limit: 59_400 },
  {
    does: "a forecast of a file without training",
    names: ["loadPretrained", "zeroShot"],
    entry: "pretrained",
    more: { files: ["openSeries"] },
    limit: 253_600,
  },
  { does: "the pretrained network", names: ["loadPretrained", "SeasonView"], entry: "pretrained", limit: 162_700 },
];

/** The script of a page that imports these names of an entry, `recurra` unless given, all that it has when none are given; and `more`, names by further entries. */
export async function pageScript(names = [], entry = "index", more = {}) {
  const page = "virtual:page";
  const taken = (some) => (some.length === 0 ? "*" : `{ ${some.join(", ")} }`);
  const lines = [[entry, names], ...Object.entries(more)].map(
    ([from, some]) => `export ${taken(some)} from ${JSON.stringify(join(dirname(library), `${from}.js`))};`,
  );
  const source = {
    name: "page",
    resolveId: (id) => (id.endsWith(page) ? page : undefined),
    load: (id) => (id === page ? lines.join("\n") : undefined),
  };
  const [built] = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [source],
    build: {
      write: false,
      minify: true,
      target: "es2022",
      lib: { entry: page, formats: ["iife"], name: "recurra" }, // the only format whose white space vite takes out
    },
  });
  return built.output.map((chunk) => chunk.code ?? "").join("\n");
}

export function compressed(code) {
  return { bytes: code.length, gzip: gzipSync(code, { level: 9 }).length, brotli: brotliCompressSync(code).length };
}
