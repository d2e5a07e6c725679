// Wrong input from JavaScript, over what @recurra/onnx, report, labs and serve export: as surface.test.ts does with the entries of recurra.
import { fileURLToPath } from "node:url";
import * as labs from "@recurra/labs";
import * as onnx from "@recurra/onnx";
import * as report from "@recurra/report";
import * as serve from "@recurra/serve";
import { RecurraError } from "recurra";
import { programWording } from "recurra/core";
import { afterAll, expect, test } from "vitest";
import {
  DATA,
  DOCUMENT_PARTS,
  DOCUMENTED_PACKAGES,
  documentWith,
  LEFT_OUT_PACKAGES,
  makePackageCalls,
} from "./surface/calls-packages.ts";
import { type Callable, readInterfaces, readSurface, readType } from "./surface/declarations.ts";
import { letThrough } from "./surface/let-through.ts";
import { loadEntries } from "./surface/library.ts";
import { makeThings } from "./surface/things.ts";
import { SAMPLES } from "./surface/wrong-values.ts";

// biome-ignore lint/suspicious/noExplicitAny: what is handed over is wrong on purpose
type Any = any;

const packages: Readonly<Record<string, Any>> = { labs, onnx, report, serve };
const lib = await loadEntries();
const things = await makeThings(lib);
const service = serve.createService("pretrained", { workers: 1 });
afterAll(() => service.close());
const calls = await makePackageCalls(things, programWording);

const surface = Object.entries(packages).flatMap(([name, value]) => {
  const file = declarationsOf(name);
  const all = [...readSurface(file), ...readInterfaces(file)].filter(({ parameters }) => parameters.length > 0);
  return all.map((one) => ({ ...one, value }));
});

function declarationsOf(name: string): string {
  return fileURLToPath(new URL(`../packages/${name}/dist/index.d.ts`, import.meta.url));
}

async function run({ name, value }: Callable & { readonly value: Any }, args: readonly unknown[]): Promise<void> {
  const [owner, method] = name.split("#");
  const thing: Any = method === undefined ? value : { Service: service, Lab: labs.denoise }[owner];
  const result = await thing[method ?? owner](...args);
  if (name === "createService") await result.close();
  if (name === "Lab#start") await result.return(undefined);
}

const isLeftOut = (name: string): boolean => LEFT_OUT_PACKAGES.some(([names]) => names.test(name));
const checked = surface.filter(({ name }) => name in calls && !isLeftOut(name));

test("everything that the packages export has a right call here, or a reason why it has none", () => {
  expect(surface.map(({ name }) => name).filter((name) => !(name in calls) && !isLeftOut(name))).toEqual([]);
  expect(Object.keys(calls).filter((name) => !surface.some((one) => one.name === name))).toEqual([]);
  const read = new Set(surface.map(({ name }) => name));
  const values = Object.values(packages).flatMap((one) => Object.keys(one));
  expect(values.filter((name) => !read.has(name) && !(name in DATA))).toEqual([]);
  expect(Object.keys(DATA).filter((name) => !values.includes(name))).toEqual([]);
});

test.each(checked.map((one) => [one.name, one] as const))("%s", { timeout: 60_000 }, async (name, callable) => {
  await run(callable, calls[name]());
  const through = await letThrough(
    callable,
    calls[name],
    (args) => run(callable, args),
    RecurraError,
    DOCUMENTED_PACKAGES,
  );
  expect(through).toEqual([]);
});

test.each(Object.keys(DOCUMENT_PARTS))("the parts of a document: %s", async (name) => {
  const type = readType(declarationsOf("report"), name);
  const callable = { name, parameters: [{ name: "part", optional: false, rest: false, type }] };
  const draw = ([part]: readonly unknown[]): string => report.documentPage(documentWith(name, part));
  const right = (): unknown[] => [DOCUMENT_PARTS[name]];
  draw(right());
  // Of a document without a verdict, none is missing.
  const documented = [...DOCUMENTED_PACKAGES, [/^DocumentVerdict: part missing/, "there need not be one"] as const];
  expect(await letThrough(callable, right, draw, RecurraError, documented)).toEqual([]);
});

/** Every place inside of something where a value stands, with what puts another one there. */
function* places(
  inside: Any,
  path: string,
): Generator<readonly [place: string, value: unknown, put: (one: unknown) => void]> {
  for (const key of Object.keys(inside)) {
    const value = inside[key];
    if (typeof value === "object") yield* places(value, `${path}.${key}`);
    else yield [`${path}.${key}`, value, (one) => (inside[key] = one)];
  }
}

test.each(Object.keys(DOCUMENT_PARTS))("every value further in a %s, with one of another kind in its place", (name) => {
  const part = structuredClone(DOCUMENT_PARTS[name]);
  const through: string[] = [];
  for (const [place, right, put] of places(part, name)) {
    for (const [, what, value] of SAMPLES) {
      // null leaves a gap in a line; an axis of dates has texts on it.
      if (typeof value === typeof right || value === null || (value === "5" && typeof right === "number")) continue;
      put(value);
      try {
        report.documentPage(documentWith(name, part));
        through.push(`${place} = ${what} is taken in silence`);
      } catch (error) {
        if (!(error instanceof RecurraError)) through.push(`${place} = ${what} ends in ${String(error).slice(0, 100)}`);
      }
    }
    put(right);
  }
  expect(through).toEqual([]);
});

test("what JSON has no words for is refused: a bigint, and what has itself in it", () => {
  const ring: { self?: unknown } = {};
  ring.self = [ring];
  expect(() => report.toJson(ring)).toThrow("it has itself in it");
  expect(() => report.toJson({ list: [1, 10n] })).toThrow("there is 10n in it");
  const twice = { a: 1 };
  expect(JSON.parse(report.toJson({ x: twice, y: twice }))).toEqual({ x: twice, y: twice });
});

test("options of listen are checked before anything is bound", async () => {
  for (const [, , value] of SAMPLES) {
    if (typeof value !== "number")
      await expect(service.listen({ port: value } as never)).rejects.toThrow("port must be");
    if (typeof value !== "string")
      await expect(service.listen({ host: value } as never)).rejects.toThrow("host must be");
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      await expect(service.listen(value as never)).rejects.toThrow(RecurraError);
    }
  }
  for (const port of [Number.NaN, -1, 0.5, 65_536])
    await expect(service.listen({ port })).rejects.toThrow("port must be");
  await expect(service.listen({ prot: 1 } as never)).rejects.toThrow('no option "prot". Say port.');
});

test.each(labs.labs.map((lab) => [lab.name, lab] as const))("every setting of the lab %s", (_, lab) => {
  const right = labs.settingsOf(lab.options);
  const context = lab.data === undefined ? {} : { file: { name: "prices.csv", text: "Date,Close\n" } };
  const through: string[] = [];
  for (const [option, { rule }] of Object.entries(lab.options)) {
    for (const [, what, value] of [...SAMPLES, ["undefined", "undefined", undefined], ["number", "NaN", Number.NaN]]) {
      if (rule.fits(value)) continue;
      const settings = { ...right, [option as string]: value };
      for (const [call, work] of [
        ["start", () => lab.start(settings as never, context)],
        ["settingsOf", () => labs.settingsOf(lab.options, settings as never)],
      ] as const) {
        // What is undefined is left to its default.
        if (call === "settingsOf" && value === undefined) continue;
        try {
          work();
          through.push(`${call}: ${option} = ${what} is taken in silence`);
        } catch (error) {
          const isClear = error instanceof RecurraError && error.message.includes(option);
          if (!isClear) through.push(`${call}: ${option} = ${what} ends in ${String(error).slice(0, 100)}`);
        }
      }
    }
  }
  expect(through).toEqual([]);
  expect(() => lab.start({ ...right, unknownOption: 1 } as never, context)).toThrow('no option "unknownOption"');
  expect(() => lab.start({} as never, context)).toThrow(RecurraError);
});

test("the file of a lab has a name and a text, a sound its bytes, and each may have more", () => {
  const settings = labs.settingsOf(labs.denoise.options);
  expect(() => labs.denoise.start(settings, { sound: { name: "a.wav", bytes: "a" } as never })).toThrow(
    "sound.bytes must be",
  );
  for (const [, , value] of SAMPLES) {
    if (typeof value === "string") continue;
    for (const name of ["name", "text"]) {
      const file = { name: "a.csv", text: "a", [name]: value } as never;
      expect(() => labs.denoise.start(settings, { file })).toThrow(`file.${name} must be a text`);
    }
  }
  const file = { name: "a.csv", text: "a", sha256: "more" };
  expect(() => labs.denoise.start(settings, { file })).not.toThrow();
});

const LIMITS = Object.keys(serve.DEFAULT_LIMITS);

test.each(LIMITS)("the limit %s of a service", (name) => {
  const rule = serve.limitRules[name as keyof serve.ServiceLimits];
  for (const [, , value] of [...SAMPLES, ["number", "NaN", Number.NaN]] as const) {
    if (rule.fits(value)) continue;
    const limits = { [name]: value } as never;
    expect(() => serve.createService("pretrained", { limits })).toThrow(`limits.${name} must be`);
  }
});
