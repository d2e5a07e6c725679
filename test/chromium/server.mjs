// Serves the built library, the program and this folder on loopback. The first part of a path says with which headers.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const isolation = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};
const headers = {
  isolated: isolation,
  plain: {},
  policy: { ...isolation, "content-security-policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" },
};
const folders = { recurra: "../../packages/recurra/dist/", bits: "../bits/" };
const page = '<!doctype html><meta charset="utf-8"><title>recurra</title>';

/** The text of what a path names, without its headers. */
function textOf(name, made) {
  if (name === "page") return page;
  if (name in made) return made[name];
  const [first, ...rest] = name.split("/");
  const path = first in folders ? folders[first] + rest.join("/") : `./${name}`;
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

/** Resolves to the server's origin and a function that ends it. `made` holds texts by name, beside the files. */
export function serve(made) {
  const server = createServer(({ url }, response) => {
    const [, mode, ...rest] = url.split("?")[0].split("/");
    const name = rest.join("/");
    try {
      const text = textOf(name, made);
      const ending = name === "page" ? "html" : name.split(".").at(-1);
      const type = { html: "text/html", css: "text/css" }[ending] ?? "text/javascript";
      response.writeHead(200, { "content-type": type, ...headers[mode] }).end(text);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      resolve({ origin: `http://127.0.0.1:${port}`, close: () => server.close() });
    });
  });
}
