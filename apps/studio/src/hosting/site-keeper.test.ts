import { expect, test, vi } from "vitest";
import { type Asked, MARK, SiteKeeper } from "./site-keeper.ts";

const scope = "https://example.org/studio/";
const page = `<meta ${MARK}>`;
const policy = { "Content-Security-Policy": "default-src 'none'", "Cross-Origin-Embedder-Policy": "require-corp" };

/** Caches of a browser, in memory. */
function memory() {
  const all = new Map<string, Map<string, Response>>();
  const plain = (url: string) => url.split("?")[0];
  const open = async (name: string) => {
    const entries = all.get(name) ?? new Map<string, Response>();
    all.set(name, entries);
    return {
      put: async (url: string, answer: Response) => void entries.set(url, answer),
      match: async (url: string) => entries.get(plain(url))?.clone(),
    };
  };
  return {
    all,
    open,
    keys: async () => [...all.keys()],
    delete: async (name: string) => all.delete(name),
    match: async (url: string) =>
      [...all.values()].map((entries) => entries.get(plain(url))?.clone()).find((found) => found !== undefined),
  };
}

/** A keeper of a build, and the network that it asks: texts by addresses; without one it is off. */
function made(build: string, files: readonly string[], caches = memory()) {
  const net: { texts: Map<string, string> | undefined; late?: () => Promise<void>; status?: number } = {
    texts: new Map(files.map((file) => [scope + file, file === "" ? page : `${file} of ${build}`])),
  };
  const asked: string[] = [];
  const onStranger = vi.fn();
  const keeper = new SiteKeeper<Asked>({
    facts: { build, files, headers: policy },
    scope,
    caches: caches as unknown as CacheStorage,
    fetch: async (what) => {
      const url = (typeof what === "string" ? what : what.url).split("?")[0];
      asked.push(url);
      if (net.texts === undefined) throw new TypeError("Failed to fetch");
      const text = net.texts.get(url);
      return new Response(text ?? "none", { status: net.status ?? (text === undefined ? 404 : 200) });
    },
    onStranger,
    late: () => net.late?.() ?? new Promise(() => undefined),
  });
  const get = async (path: string, mode = "cors", method = "GET") =>
    keeper.answer({ url: path.startsWith("http") ? path : scope + path, method, mode });
  const text = async (path: string, mode?: string) => (await get(path, mode))?.text();
  return { keeper, net, asked, caches, onStranger, get, text };
}

const files = ["", "assets/index-1.js", "data.json"];

test("without a network all files of the build are there, with the headers that isolate a page", async () => {
  const { keeper, net, get, text } = made("one", files);
  await keeper.keep();
  net.texts = undefined;
  expect(await text("?open", "navigate")).toBe(page);
  expect(await text("index.html", "navigate")).toBe(page);
  expect(await text("assets/index-1.js")).toBe("assets/index-1.js of one");
  expect(await text("data.json")).toBe("data.json of one");
  for (const path of ["", "assets/index-1.js"]) {
    const answer = await get(path, path === "" ? "navigate" : "cors");
    for (const [name, value] of Object.entries(policy)) expect(answer?.headers.get(name)).toBe(value);
  }
  await expect(get("assets/other.js")).rejects.toThrow("Failed to fetch");
});

test("a newer page of the network stands before the one that is kept, and what it loads comes from there", async () => {
  const { keeper, net, asked, text } = made("one", files);
  await keeper.keep();
  asked.length = 0;
  net.texts!.set(scope, `newer ${page}`);
  net.texts!.set(`${scope}assets/index-2.js`, "newer script");
  expect(await text("", "navigate")).toBe(`newer ${page}`);
  expect(await text("assets/index-2.js")).toBe("newer script");
  // What has a hash in its name is asked for once.
  expect(await text("assets/index-1.js")).toBe("assets/index-1.js of one");
  expect(asked).toEqual([scope, `${scope}assets/index-2.js`]);
});

test("a network that does not answer is not waited for without end", async () => {
  const { keeper, net, text } = made("one", files);
  await keeper.keep();
  net.texts!.set(scope, `newer ${page}`);
  net.late = async () => undefined;
  expect(await text("", "navigate")).toBe(page);
});

test("the file that a server was given, the service worker, other folders and what is sent are the browser's business", async () => {
  const { keeper, get } = made("one", files);
  await keeper.keep();
  for (const path of ["open/name", "open/file", "sw.js", "other.html", "https://example.org/", "https://example.com/"])
    expect(await get(path), path).toBeUndefined();
  expect(await get("other.html", "navigate")).toBeUndefined();
  expect(await get("", "navigate", "POST")).toBeUndefined();
});

test("a page of another program at the same address is shown as it is, and told of", async () => {
  const { keeper, net, get, onStranger } = made("one", files);
  await keeper.keep();
  net.texts!.set(scope, "<h1>Something else</h1>");
  const answer = await get("", "navigate");
  expect([await answer?.text(), answer?.headers.has("Content-Security-Policy")]).toEqual([
    "<h1>Something else</h1>",
    false,
  ]);
  expect(onStranger).toHaveBeenCalledOnce();
  await keeper.forgetAll();
  net.texts = undefined;
  await expect(get("", "navigate")).rejects.toThrow("Failed to fetch");
});

test("where the site is gone from its address, that is shown, and told of", async () => {
  for (const status of [404, 410]) {
    const { keeper, net, get, onStranger } = made("one", files);
    await keeper.keep();
    net.status = status;
    expect([(await get("", "navigate"))?.status, onStranger.mock.calls.length]).toEqual([status, 1]);
  }
});

test("a host may have the site without an index.html", async () => {
  const { keeper, net, get, onStranger } = made("one", files);
  await keeper.keep();
  net.status = 404;
  expect([(await get("index.html", "navigate"))?.status, onStranger.mock.calls.length]).toEqual([404, 0]);
});

test("while a server is in trouble, what was kept stands in; what was not is answered as it is", async () => {
  for (const status of [500, 503, 429]) {
    const { keeper, net, get, text, onStranger } = made("one", files);
    await keeper.keep();
    net.status = status;
    expect([await text("", "navigate"), await text("data.json")]).toEqual([page, "data.json of one"]);
    await keeper.forgetAll();
    expect([(await get("", "navigate"))?.status, (await get("data.json"))?.status]).toEqual([status, status]);
    expect(onStranger).not.toHaveBeenCalled();
  }
});

test("who is asked for a password is asked, and what was kept stays for who comes back", async () => {
  for (const status of [401, 403]) {
    const { keeper, net, get, text, onStranger } = made("one", files);
    await keeper.keep();
    net.status = status;
    expect([(await get("", "navigate"))?.status, onStranger.mock.calls.length]).toEqual([status, 0]);
    net.texts = undefined;
    expect(await text("", "navigate")).toBe(page);
  }
});

test("an older build is there until it is forgotten; other caches of the host are left alone", async () => {
  const old = made("one", files);
  await old.keeper.keep();
  await old.caches.open("of another page");
  const { keeper, net, text } = made("two", ["", "assets/index-2.js"], old.caches);
  await keeper.keep();
  net.texts = undefined;
  expect(await text("assets/index-1.js")).toBe("assets/index-1.js of one");
  expect([keeper.has(`${scope}assets/index-2.js`), keeper.has(`${scope}assets/index-1.js`)]).toEqual([true, false]);
  expect(keeper.has("https://example.com/assets/index-2.js")).toBe(false);
  await keeper.forgetOthers();
  await expect(text("assets/index-1.js")).rejects.toThrow("Failed to fetch");
  expect(await text("assets/index-2.js")).toBe("assets/index-2.js of two");
  expect(old.caches.all.has("of another page")).toBe(true);
});

test("a build of which a file is missing is not kept", async () => {
  const { keeper, net, caches } = made("one", files);
  net.texts!.delete(`${scope}data.json`);
  await expect(keeper.keep()).rejects.toThrow("data.json: 404");
  expect(caches.all.size).toBe(0);
});
