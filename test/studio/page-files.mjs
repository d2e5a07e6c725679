// The files of the studio's page: what index.html names, and what these import, now or later. Workers are programs of their own.
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { gzipSync } from "node:zlib";

const IMPORTED = /\bimport\(\s*["'`](\.{1,2}\/[^"'`]+)["'`]|\b(?:from|import)\s*["'`](\.{1,2}\/[^"'`]+)["'`]/g;

/** Their names from the site's folder, with their sizes as they are and as gzip packs them. */
export function pageFiles(site) {
  const html = readFileSync(new URL("index.html", site), "utf8");
  const open = [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, name]) => name);
  const found = new Map();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    const text = readFileSync(new URL(name, site), "utf8");
    found.set(name, { name, bytes: Buffer.byteLength(text), gzip: gzipSync(text, { level: 9 }).length });
    if (!name.endsWith(".js")) continue;
    for (const [, later, now] of text.matchAll(IMPORTED)) open.push(posix.join(posix.dirname(name), later ?? now));
    // Style sheets of what is loaded later stand in a list of names.
    for (const [, name] of text.matchAll(/"(assets\/[\w.-]+\.(?:css|js))"/g)) open.push(name);
  }
  return [...found.values()];
}

/** Those without the library: all but the file with what of it explains what the Worker opened, which is loaded when somebody looks inside a network. */
export const pageCode = (site) => pageFiles(site).filter(({ name }) => !/^assets\/explain-/.test(name));
