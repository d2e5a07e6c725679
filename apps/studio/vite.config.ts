import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { serviceWorker } from "./service-worker-plugin.ts";
import { labCode, labFacts, reportStyle } from "./site-facts.ts";

const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8")) as { version: string };

/** Modules that are made when the page is built, so that the page itself needs nothing of the library. */
const facts: Plugin = {
  name: "recurra-facts",
  resolveId: (id) => (id.startsWith("virtual:") ? id : undefined),
  load(id) {
    if (id === "virtual:lab-facts") return `export const labFacts = ${JSON.stringify(labFacts)};`;
    if (id === "virtual:lab-code") {
      // Texts to be copied, no code of the page: a file of its own, fetched when one of them is asked for.
      const file = this.emitFile({ type: "asset", name: "lab-code.json", source: JSON.stringify(labCode) });
      return `export const labCode = await (await fetch(import.meta.ROLLUP_FILE_URL_${file})).json();`;
    }
    if (id === "virtual:report-style") return `export const reportStyle = ${JSON.stringify(reportStyle)};`;
    return id === "virtual:report.css" ? reportStyle : undefined;
  },
};

/** Plain files for any web host, in any folder of it: addresses are relative. */
export default defineConfig({
  base: "./",
  plugins: [facts, serviceWorker()],
  define: { __VERSION__: JSON.stringify(version) },
  worker: { format: "es" },
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 2000,
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
