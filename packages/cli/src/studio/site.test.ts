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
