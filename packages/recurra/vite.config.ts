import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const inSource = (file: string): string => fileURLToPath(new URL(`src/data/csv/${file}`, import.meta.url));

// One self-contained ES module per entry; csv-parse is compiled in, so that the core entry depends on nothing.
export default defineConfig({
  plugins: [
    {
      name: "csv-options",
      enforce: "pre",
      // csv-parse's check of its options, which are always ours.
      resolveId: (id) => (id.endsWith("/normalize_options.js") ? inSource("csv-options.ts") : undefined),
    },
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
        words: "src/words/index.ts",
        statistics: "src/statistics/index.ts",
        report: "src/report/index.ts",
        onnx: "src/onnx/index.ts",
        native: "src/native/index.ts",
      },
      formats: ["es"],
    },
    // Names without a hash: a build replaces the chunks of the one before it.
    rolldownOptions: {
      external: ["@observablehq/plot", "linkedom", "temml", /^@bufbuild\/protobuf/, /^node:/],
      // The declarations carry the doc comments; without them a program reads the library sooner.
      output: { chunkFileNames: "[name].js", comments: { jsdoc: false } },
      // csv-parse alone asks for a Buffer.
      transform: { inject: { Buffer: [inSource("csv-bytes.ts"), "*"] } },
    },
  },
});
