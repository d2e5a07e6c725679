import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { workerSource } from "./src/threads/worker.generated.ts";

/** Removes the scripts of earlier builds that this one did not write. */
function removeStale(folder: string, written: readonly string[]): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(".js") && !written.includes(name.replaceAll("\\", "/"))) rmSync(join(folder, name));
  }
}

/** The threads' script as a file, for pages whose policy lets no blob be one. */
const threadScript: Plugin = {
  name: "thread-script",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "thread-script.js", source: workerSource });
  },
};

// Files that the entries share, by what a program loads without the rest: recurra/core no kernels, a page that trains no series, one that
// reads a CSV no networks. Left alone, the build would put them beside what they do not need, and bundlers cannot take all of that out.
const files = [
  { name: "kernels", test: /[\\/]strict-module\.generated\.ts$/, priority: 3 },
  { name: "core", test: /[\\/]src[\\/](core|words|statistics)[\\/]/, priority: 2 },
  { name: "networks", test: /[\\/]src[\\/](format|kernels|tensor|threads|nn|optim|training)[\\/]/, priority: 1 },
  { name: "series", test: /[\\/]src[\\/]data[\\/](?!(files|packed|parquet)[\\/])/, priority: 1 },
];

// One ES module per entry. What several of them need lies in files that they share, so that a class is the same one whichever entry it
// comes from.
export default defineConfig({
  plugins: [
    threadScript,
    { name: "stale-scripts", writeBundle: ({ dir }, bundle) => removeStale(dir!, Object.keys(bundle)) },
  ],
  build: {
    target: "es2022",
    minify: false,
    sourcemap: false,
    emptyOutDir: false,
    lib: {
      entry: {
        index: "src/index.ts",
        core: "src/core/index.ts",
        data: "src/data/index.ts",
        evaluation: "src/evaluation/index.ts",
        experiment: "src/experiment/index.ts",
        files: "src/data/files/index.ts",
        forecast: "src/forecast/index.ts",
        global: "src/global/index.ts",
        many: "src/many/index.ts",
        model: "src/model.ts",
        nn: "src/nn/index.ts",
        optim: "src/optim/index.ts",
        tensor: "src/tensor.ts",
        training: "src/training/index.ts",
        words: "src/words/index.ts",
        statistics: "src/statistics/index.ts",
        calendar: "src/calendar.ts",
        "forecast-network": "src/forecast-network.ts",
        pretrained: "src/pretrained/index.ts",
        inside: "src/inside/index.ts",
        made: "src/made/index.ts",
        drawing: "src/drawing/index.ts",
        plot: "src/plot/index.ts",
        fast: "src/fast/index.ts",
        native: "src/native/index.ts",
        wide: "src/wide/index.ts",
      },
      formats: ["es"],
    },
    // Names without a hash: a build replaces the chunks of the one before it.
    rolldownOptions: {
      external: [/^node:/],
      // The declarations carry the doc comments; without them a program reads the library sooner.
      output: {
        chunkFileNames: "shared/[name].js",
        // In front of all else: gzip looks back 32 kB, and from behind these 35 kB of text it would not find what the rest repeats.
        banner: ({ name }) => (name === "index" ? 'import "./shared/kernels.js";' : ""),
        comments: { jsdoc: false },
        codeSplitting: { groups: files },
      },
    },
  },
});
