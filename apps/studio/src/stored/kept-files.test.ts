import { beforeEach, expect, test, vi } from "vitest";
import type { Stores } from "./database.ts";
import { findFile, forgetFile, keepFile, listFiles, MOST_BYTES } from "./kept-files.ts";

/** The stores, in memory. */
const stores = vi.hoisted(() => new Map<string, Map<string, unknown>>());
vi.mock("./database.ts", () => ({
  transact: <T>(_: unknown, __: unknown, work: (stores: Stores) => Promise<T>): Promise<T> => {
    const store = (name: Parameters<Stores["get"]>[0]) => stores.get(name) ?? stores.set(name, new Map()).get(name)!;
    return work({
      get: async (name, key) => store(name).get(key),
      all: async (name) => [...store(name).values()],
      keys: async (name) => [...store(name).keys()],
      put: async (name, record) => store(name).set((record as { sha256: string }).sha256, record),
      delete: async (name, key) => store(name).delete(key),
      clear: async (name) => store(name).clear(),
    });
  },
}));
beforeEach(() => stores.clear());

const MB = 2 ** 20;
const named = (letter: string): string => letter.repeat(64);
const keep = (letter: string, opened: number, size: number) =>
  keepFile({ sha256: named(letter), name: `${letter}.csv`, size, opened }, new Uint8Array(3));

test("a file that is kept is found by its hash, and is gone when it is forgotten", async () => {
  expect(await keep("a", 1, 3)).toBe(true);
  expect(await findFile(named("a"))).toEqual({ name: "a.csv", bytes: new Uint8Array(3) });
  await forgetFile(named("a"));
  expect([await findFile(named("a")), await listFiles()]).toEqual([undefined, []]);
});

test("a file that is too large is not kept", async () => {
  expect(await keep("a", 1, MOST_BYTES.file + 1)).toBe(false);
  expect(await listFiles()).toEqual([]);
});

test("where there is no room for all, the files opened longest ago go, with their bytes", async () => {
  for (const [letter, opened] of [
    ["a", 2],
    ["b", 1],
    ["c", 3],
    ["d", 4],
  ] as const)
    await keep(letter, opened, 32 * MB);
  expect((await listFiles()).map(({ name }) => name)).toEqual(["d.csv", "c.csv", "a.csv"]);
  expect(await findFile(named("b"))).toBeUndefined();
  expect(stores.get("contents")?.size).toBe(3);
  // The one that is opened stays, whatever its clock says.
  await keep("e", 0, 32 * MB);
  expect((await listFiles()).map(({ name }) => name)).toEqual(["d.csv", "c.csv", "e.csv"]);
});

test("records that are no files of ours are not listed, and do not stand in the way", async () => {
  const bad = [undefined, { sha256: "x" }, { sha256: named("f"), name: "f".repeat(300), size: 1, opened: 1 }];
  stores.set("files", new Map(bad.map((one, at) => [String(at), one])));
  await keep("a", 1, 3);
  expect((await listFiles()).map(({ name }) => name)).toEqual(["a.csv"]);
});
