// The studio's files, as a server gives them: all of them are known before the first request, so no path leads anywhere else.
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

interface SiteFile {
  readonly bytes: Buffer;
  readonly type: string;
  /** Its name has a hash of what is in it. */
  readonly lasts: boolean;
}

/** The files by their addresses; the page itself is "/". */
type Site = ReadonlyMap<string, SiteFile>;

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
};

/** Of every answer, Workers' scripts too. Scripts of the page alone, WebAssembly that these compile, and the memory that threads share. */
const HEADERS: Readonly<Record<string, string>> = {
  ...JSON.parse(readFileSync(fileURLToPath(import.meta.resolve("@recurra/studio/headers.json")), "utf8")),
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** The files of the studio that is installed beside the command line. */
export function readSite(): Site {
  const folder = fileURLToPath(new URL(".", import.meta.resolve("@recurra/studio/site/index.html")));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const site = new Map<string, SiteFile>();
  for (const { parentPath, name } of files) {
    const path = join(parentPath, name);
    const address = `/${path.slice(folder.length).replaceAll("\\", "/")}`;
    const type = TYPES[extname(name)] ?? "application/octet-stream";
    site.set(address === "/index.html" ? "/" : address, {
      bytes: readFileSync(path),
      type,
      lasts: address.startsWith("/assets/"),
    });
  }
  return site;
}

/** The site with a file to open: the page asks for it by this address when the link that was printed has "?open". */
export function withFile(site: Site, name: string, bytes: Uint8Array): Site {
  const type = "application/octet-stream";
  const file = { bytes: Buffer.from(bytes), type, lasts: false };
  const named = { bytes: Buffer.from(JSON.stringify({ name })), type: "application/json", lasts: false };
  return new Map([...site, ["/open/file", file], ["/open/name", named]]);
}

/** The files of the site by their paths in a folder. */
export function siteFiles(site: Site): Record<string, Uint8Array> {
  return Object.fromEntries(
    [...site].map(([address, { bytes }]) => [address === "/" ? "index.html" : address.slice(1), bytes]),
  );
}

/** A server of the files and of nothing else. It answers requests for this machine's own names alone: a page elsewhere cannot read it. */
export function siteServer(site: Site): Server {
  return createServer((request, response) => {
    const name = /^(?:\[([^\]]*)\]|([^:]*))(?::\d+)?$/.exec(request.headers.host ?? "");
    if (!["localhost", "127.0.0.1", "::1"].includes(name?.[1] ?? name?.[2] ?? "")) {
      response.writeHead(421, HEADERS).end("This server is for this machine alone.\n");
      return;
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { ...HEADERS, Allow: "GET, HEAD" }).end();
      return;
    }
    const file = site.get((request.url ?? "/").split(/[?#]/, 1)[0]);
    if (file === undefined) {
      response.writeHead(404, { ...HEADERS, "Content-Type": "text/plain" }).end("There is no such file.\n");
      return;
    }
    const { bytes, type, lasts } = file;
    const kept = lasts ? "public, max-age=31536000, immutable" : "no-cache";
    response.writeHead(200, {
      ...HEADERS,
      "Content-Type": type,
      "Content-Length": bytes.length,
      "Cache-Control": kept,
    });
    response.end(request.method === "HEAD" ? undefined : bytes);
  });
}
