import { readFileSync } from "node:fs";
import { defineConfig, type Plugin, type Rolldown } from "vite";
import { serviceWorker } from "./service-worker-plugin.ts";
import { cellPapers, equations, labCode, labFacts, reportStyle } from "./site-facts.ts";

const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8")) as { version: string };

/** Modules that are made when the page is built, so that the page itself needs nothing of the library. */
const facts: Plugin = {
  name: "recurra-facts",
  resolveId: (id) => (id.startsWith("virtual:") ? id : undefined),
  load(id) {
    if (id === "virtual:lab-facts") return `export const labFacts = ${JSON.stringify(labFacts)};`;
    if (id === "virtual:lab-code") return data(this, "lab-code", { labCode });
    if (id === "virtual:cell-papers") return data(this, "cell-papers", { cellPapers, equations });
    if (id === "virtual:report-style") return `export const reportStyle = ${JSON.stringify(reportStyle)};`;
    return id === "virtual:report.css" ? reportStyle : undefined;
  },
};

/** A module whose values lie in a file of data beside the code, which is read when the module is loaded. Only by modules that are loaded later. */
function data(build: Rolldown.PluginContext, name: string, values: Readonly<Record<string, unknown>>): string {
  const exported = Object.keys(values).join(", ");
  const text = JSON.stringify(values);
  if (build.meta.watchMode) return `export const { ${exported} } = ${text};`;
  const file = build.emitFile({ type: "asset", name: `${name}.json`, source: text });
  return `export const { ${exported} } = await (await fetch(import.meta.ROLLUP_FILE_URL_${file})).json();`;
}

/** Plain files for any web host, in any folder of it: addresses are relative. */
export default defineConfig({
  base: "./",
  plugins: [facts, serviceWorker()],
  define: { __VERSION__: JSON.stringify(version) },
  // Reports print networks by the names of their classes, as those of the command line do.
  worker: {
    format: "es",
    rolldownOptions: { output: { minify: { mangle: { keepNames: { class: true, function: false } } } } },
  },
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 2000,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks: { pluginTimings: false },
      // What the page has of the library, which explains what its Worker opened, lies in a file of its own.
      output: { codeSplitting: { groups: [{ name: "explain", test: /packages[\\/]recurra[\\/]/ }] } },
    },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
