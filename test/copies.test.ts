// Two copies of the library in one process, as two versions that npm installed side by side: each has a memory of its own, so what one
// made is refused by the other wherever it is given, with both versions, and is not computed with.
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { COPY } from "../packages/recurra/src/core/copy.ts";
import { makeCalls, thingFor } from "./surface/calls.ts";
import { loadEntries } from "./surface/library.ts";
import { makeThings } from "./surface/things.ts";

const packageRoot = fileURLToPath(new URL("../packages/recurra/", import.meta.url));
const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8"));
// A file:// import outside a package needs its "type": "module".
const folder = mkdtempSync(join(tmpdir(), "recurra-copy-"));
cpSync(join(packageRoot, "dist"), join(folder, "dist"), { recursive: true });
cpSync(join(packageRoot, "package.json"), join(folder, "package.json"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lib = await loadEntries();
const things = await makeThings(lib);
const calls = makeCalls(things, lib);
const theirs = await makeThings(await loadEntries(join(folder, "dist")));

/** Whatever a copy has made, alone or in a list. */
function isMade(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isMade);
  return typeof value === "object" && value !== null && "recurraCopy" in value;
}

/** The other copy's thing in place of ours. */
function theirOwn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(theirOwn);
  const name = Object.keys(things).find((key) => things[key] === value);
  if (name !== undefined) return theirs[name];
  const same = Object.keys(things).find(
    (key) => isMade(things[key]) && things[key].constructor.name === (value as object).constructor.name,
  );
  return same === undefined ? undefined : theirs[same];
}

/** Every call in which something made by the library stands, as an argument or an option, with the other copy's in its place. */
function* mixed(): Generator<readonly [place: string, name: string, args: unknown[]]> {
  for (const [name, right] of Object.entries(calls)) {
    for (const [at, given] of right().entries()) {
      const args = [...right()];
      if (isMade(given)) {
        args[at] = theirOwn(given);
        if (args[at] !== undefined) yield [`${name}, argument ${at}`, name, args];
      } else if (typeof given === "object" && given !== null) {
        for (const [option, value] of Object.entries(given)) {
          if (!isMade(value)) continue;
          const copy = [...args];
          copy[at] = { ...given, [option]: theirOwn(value) };
          yield [`${name}, ${option}`, name, copy];
        }
      }
    }
  }
}

async function call(name: string, args: unknown[]): Promise<unknown> {
  const [, owner, sign, member] = /^(?:new )?(?:[\w-]*\/)?(\w+)(?:([.#])([\w=]+))?$/.exec(name) as RegExpExecArray;
  const found = Object.values(lib).find((entry) => entry[owner])?.[owner];
  const on = sign === "#" ? thingFor(name, things, lib) : found;
  const result = name.startsWith("new ") ? new found(...args) : member ? on[member](...args) : found(...args);
  return typeof result?.next === "function" && "throw" in result ? result.next() : result;
}

const places = [...mixed()];

test.each(places)("%s: the other copy's is refused, with both versions", async (_, name, args) => {
  const error = await call(name, args).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: "OTHER_COPY" });
  expect(String(error)).toContain(`is of another copy of recurra: that is version ${version}, and this one ${version}`);
});

test("the other copy's are refused in more than a hundred places", () => {
  expect(places.length).toBeGreaterThan(100);
});

test("a copy's version is that of its package", () => {
  expect(COPY.version).toBe(version);
});
