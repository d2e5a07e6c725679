import { fileURLToPath } from "node:url";
import { build } from "vite";

const folder = fileURLToPath(new URL(".", import.meta.url));
const library = `${folder}../../packages/recurra/dist/`;

/** A script of this folder and all that it imports, as one minified script. */
export async function bundle(name) {
  const [{ output }] = [
    await build({
      configFile: false,
      logLevel: "error",
      resolve: {
        alias: [
          { find: /^\.\/recurra\/(.*)$/, replacement: `${library}$1` },
          { find: /^\.\/bits\/(.*)$/, replacement: `${folder}../bits/$1` },
          { find: /^recurra$/, replacement: `${library}index.js` },
          { find: /^recurra\/(.*)$/, replacement: `${library}$1.js` },
        ],
      },
      build: {
        write: false,
        minify: true,
        target: "es2022",
        lib: { entry: `${folder}${name}`, formats: ["iife"], name: "program" },
      },
    }),
  ].flat();
  if (output.length !== 1) throw new Error("the bundle is not one file");
  return output[0].code;
}
