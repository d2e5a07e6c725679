// Servers of the studio for checks that stop them, change what they have, or send no headers.
import { createServer } from "node:http";
import { extname } from "node:path";
import { readSite, siteFiles, siteServer } from "../../packages/cli/dist/studio/site.js";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json" };

async function listen(server, port = 0) {
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: taken } = server.address();
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { origin: `http://127.0.0.1:${taken}/`, port: taken, stop };
}

/** As `recurra studio` has it. */
export const studioHost = (site = readSite(), port = 0) => listen(siteServer(site), port);

/** Another program, which answers everything so. */
export const otherProgram = (status, html, port) =>
  listen(
    createServer((_, response) => {
      response.writeHead(status, { "content-type": "text/html" });
      response.end(html);
    }),
    port,
  );

/** A host of plain files in a folder, which sends no headers of its own. */
export function plainHost(folder = "some/folder/") {
  const files = siteFiles(readSite());
  const server = createServer((request, response) => {
    const path = request.url.split("?")[0].replace(`/${folder}`, "") || "index.html";
    const bytes = Object.hasOwn(files, path) ? files[path] : undefined;
    response.writeHead(bytes ? 200 : 404, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" });
    response.end(bytes ?? "");
  });
  return listen(server).then((host) => ({ ...host, origin: `${host.origin}${folder}` }));
}

/** The site as another version of it would be: other names for the page's scripts, and another word on the page. */
export function otherVersion(word) {
  const site = readSite();
  const [script] = [...site.keys()].filter((path) => /^\/assets\/index-.*\.js$/.test(path));
  const renamed = script.replace("index-", `index-${word}`);
  const replaced = new Map();
  for (const [path, file] of site) {
    const isText = path === "/" || path === "/sw.js" || path === script;
    if (!isText) replaced.set(path, file);
    else {
      const text = file.bytes
        .toString()
        .replaceAll(script.slice(1), renamed.slice(1))
        .replace(/(build:.)[0-9a-f]{16}/, `$1${word.padEnd(16, "0")}`)
        .replaceAll("Watch a recurrent network learn", `${word}: watch a recurrent network learn`);
      replaced.set(path === script ? renamed : path, { ...file, bytes: Buffer.from(text) });
    }
  }
  return replaced;
}
