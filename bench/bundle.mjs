// What a page loads that imports the built library: minified by vite, as one script.
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "vite";

export const library = fileURLToPath(new URL("../packages/recurra/dist/index.js", import.meta.url));

/** The whole core entry may not take more bytes than these, compressed. */
export const limits = { gzip: 104_000, brotli: 89_000 };

/** The script of a page that imports these names; all that the library has when none are given. */
export async function pageScript(names = []) {
  const page = "virtual:page";
  const taken = names.length === 0 ? "*" : `{ ${names.join(", ")} }`;
  const source = {
    name: "page",
    resolveId: (id) => (id.endsWith(page) ? page : undefined),
    load: (id) => (id === page ? `export ${taken} from ${JSON.stringify(library)};` : undefined),
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
