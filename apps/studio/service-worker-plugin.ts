// The service worker as a file of the site, made when all others are there: it has their names, and a name of its own for what is in them.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";
import { headers, pagePolicy } from "./headers.ts";
import type { KeptSite } from "./src/hosting/kept-site.ts";

const entry = fileURLToPath(new URL("./src/hosting/service-worker.ts", import.meta.url));

export function serviceWorker(): Plugin {
  let folder = "";
  return {
    name: "recurra-service-worker",
    apply: "build",
    configResolved({ root, build: { outDir } }) {
      folder = join(root, outDir);
    },
    // For hosts that send no headers, from the first visit on; a policy of the page alone cannot say who may frame it.
    transformIndexHtml: (html) =>
      html.replace(
        /<meta charset[^>]*>/,
        `$&\n    <meta http-equiv="Content-Security-Policy" content="${pagePolicy}" />`,
      ),
    async closeBundle() {
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile() && one.name !== "sw.js")
        .map(({ parentPath, name }) =>
          join(parentPath, name)
            .slice(folder.length + 1)
            .replaceAll("\\", "/"),
        )
        .sort();
      const hash = createHash("sha256").update(JSON.stringify(headers));
      for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
      const build = hash.digest("hex").slice(0, 16);
      const facts: KeptSite = { build, files: files.map((file) => (file === "index.html" ? "" : file)), headers };
      writeFileSync(join(folder, "sw.js"), await compiled(facts));
    },
  };
}

/** One classic script: browsers do not all take modules there. */
async function compiled(facts: KeptSite): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: "error",
    define: { __SITE__: JSON.stringify(facts) },
    build: { write: false, target: "es2022", lib: { entry, formats: ["iife"], name: "serviceWorker" } },
  });
  const [{ output }] = [made].flat() as { output: { code: string }[] }[];
  if (output.length !== 1) throw new Error("the service worker is not one script");
  return output[0].code;
}
