// Wrong input from JavaScript, over the whole public surface: what the built declarations of every entry export is called with a wrong kind
// in each place, and with each option as a wrong kind. It ends in an error of the library, never in a raw one, never in silence.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { DOCUMENTED, LEFT_OUT, makeCalls, thingFor } from "./surface/calls.ts";
import { type Callable, readSurface } from "./surface/declarations.ts";
import { letThrough } from "./surface/let-through.ts";
import { ENTRIES, loadEntries } from "./surface/library.ts";
import { makeThings } from "./surface/things.ts";

const root = fileURLToPath(new URL("../packages/recurra/", import.meta.url));
const lib = await loadEntries();
const things = await makeThings(lib);
const calls = makeCalls(things, lib);
const { RecurraError } = lib[""];

/** Something to call, under the name that its right call stands by, and what it is looked up in. */
interface Called extends Callable {
  // biome-ignore lint/suspicious/noExplicitAny: whatever the entry exports
  readonly value: any;
}

/** Everything with parameters that the entries export; what several of them export, once. */
function surface(): Called[] {
  const found = new Map<string, Called>();
  for (const [entry, types] of ENTRIES) {
    const file = join(root, types);
    expect(existsSync(file)).toBe(true);
    for (const callable of readSurface(file)) {
      const owner = callable.name.replace(/^new /, "").split(/[.#]/)[0];
      const value = lib[entry][owner];
      if (callable.parameters.length === 0) continue;
      const known = found.get(callable.name);
      // The type of a class may be exported where the class is not.
      if (known && (value === undefined || known.value === value || known.value === undefined)) continue;
      const name = known ? `${entry}/${callable.name}` : callable.name;
      found.set(name, { ...callable, name, value });
    }
  }
  return [...found.values()];
}

/** Methods that a class has from another one are called on that. */
const BASES = ["Tensor", "Module", "Optimizer", "Scaler", "Series"];

function inheritedFrom(name: string): string | undefined {
  const [owner, method] = name.split("#");
  if (method === undefined || BASES.includes(owner) || name in calls) return undefined;
  return BASES.find((base) => `${base}#${method}` in calls);
}

async function run({ name, value }: Called, args: readonly unknown[]): Promise<void> {
  const [, , sign, member = ""] = /^(?:new )?(?:[\w-]*\/)?(\w+)(?:([.#])([\w=]+))?$/.exec(name) ?? [];
  let result: unknown;
  if (name.startsWith("new ")) result = new value(...args);
  else if (sign === "#") {
    const thing = thingFor(name, things, lib);
    if (member.endsWith("=")) thing[member.slice(0, -1)] = args[0];
    else result = thing[member](...args);
  } else result = sign === "." ? value[member](...args) : value(...args);
  // What is done bit by bit begins with the first.
  if (isGenerator(result)) {
    await result.next();
    await result.return(undefined);
  }
  await result;
}

function isGenerator(value: unknown): value is AsyncGenerator {
  return typeof value === "object" && value !== null && "next" in value && "return" in value && "throw" in value;
}

const all = surface();

test("everything that the entries export has a right call here, or a reason why it has none", async () => {
  const names = all.map(({ name }) => name);
  const without = all.filter(({ name }) => !(name in calls) && !inheritedFrom(name) && !leftOut(name));
  expect(without.map(({ name }) => name)).toEqual([]);
  expect(Object.keys(calls).filter((name) => !names.includes(name))).toEqual([]);
  expect(names.length).toBeGreaterThan(350);
});

function leftOut(name: string): string | undefined {
  return LEFT_OUT.find(([names]) => names.test(name))?.[1];
}

const checked = all.filter(({ name }) => name in calls && !leftOut(name));

test.each(checked.map((one) => [one.name, one] as const))("%s", async (name, callable) => {
  const right = calls[name];
  await run(callable, right());
  const wrong = await letThrough(callable, right, (args) => run(callable, args), RecurraError, DOCUMENTED);
  expect(wrong).toEqual([]);
});
