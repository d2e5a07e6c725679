import { readFileSync } from "node:fs";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readSite, siteServer } from "./site.ts";

const site = readSite();
const server = siteServer(site);
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

function ask(path: string, { method = "GET", host = `127.0.0.1:${port}` } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers: { host } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part) => {
        text += part;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    asked.on("error", reject).end();
  });
}

test("the page and all that it names are files of the site", async () => {
  const { status, headers, text } = await ask("/");
  expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  const named = [...text.matchAll(/(?:src|href)="\.(\/[^"]+)"/g)].map(([, path]) => path);
  expect(named.length).toBeGreaterThan(1);
  for (const path of named) expect((await ask(path)).status, path).toBe(200);
});

test("every answer has the policy, and gives the page memory that threads share", async () => {
  const script = [...site.keys()].find((path) => path.endsWith(".js"))!;
  for (const path of ["/", script, "/nothing"]) {
    const { headers } = await ask(path);
    expect(headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(headers["cross-origin-embedder-policy"]).toBe("require-corp");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  }
});

test("the service worker is asked for anew each time, and knows every file of the site and its headers", async () => {
  const { status, headers, text } = await ask("/sw.js");
  expect([status, headers["content-type"], headers["cache-control"]]).toEqual([
    200,
    "text/javascript; charset=utf-8",
    "no-cache",
  ]);
  const files = [...site.keys()].filter((path) => path !== "/sw.js").map((path) => path.slice(1));
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) expect(text).toContain(JSON.stringify(file).slice(1, -1));
  for (const name of ["content-security-policy", "cross-origin-opener-policy", "cross-origin-embedder-policy"])
    expect(text).toContain(String(headers[name]));
  // A classic script: it imports nothing.
  expect(text).not.toMatch(/\bimport\b|\beval\(/);
});

test("the page states the policy by itself, for hosts that send none, and docs/studio.md has the headers", async () => {
  const { headers, text } = await ask("/");
  const policy = String(headers["content-security-policy"]);
  const [, stated] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(text)!;
  expect(`${stated}; frame-ancestors 'none'`).toBe(policy);
  const page = readFileSync(new URL("../../../../docs/studio.md", import.meta.url), "utf8");
  for (const name of ["Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy"])
    expect(page).toContain(`\n${name}: ${headers[name.toLowerCase()]}\n`);
});

test("no path leads out of the site, and nothing but reading is answered", async () => {
  for (const path of [
    "/../package.json",
    "/..%2fpackage.json",
    "/assets/..",
    "/assets/",
    "//etc/passwd",
    "/index.html",
  ]) {
    expect((await ask(path)).status, path).toBe(404);
  }
  expect((await ask("/", { method: "POST" })).status).toBe(405);
  const head = await ask("/", { method: "HEAD" });
  expect([head.status, head.text]).toEqual([200, ""]);
});

test("requests by a name of another machine are refused: a page elsewhere that points its name here reads nothing", async () => {
  for (const host of ["evil.example", "evil.example:80", "127.0.0.1.evil.example"]) {
    expect((await ask("/", { host })).status, host).toBe(421);
  }
  for (const host of [`localhost:${port}`, "[::1]:8090", "127.0.0.1"])
    expect((await ask("/", { host })).status).toBe(200);
});
