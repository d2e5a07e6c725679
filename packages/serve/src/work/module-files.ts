// Files of a program's own that export classes of modules, which model files name by their kinds. This is the only place where code is
// loaded by a file's name, and the name comes from whoever starts the program, never from a model file.

import * as nodeModule from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { DataError } from "recurra";
import { requireOption } from "recurra/core";
import { isModuleClass, type ModuleClass } from "recurra/nn";
import { hashOf, requireSameFiles } from "./file-hashes.ts";

/** The classes of some files, and where these lie, so that another thread can load them too. */
export interface ModuleFiles {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly modules: readonly ModuleClass[];
  /** What each file was when it was run, as a hash: a thread that loads it later finds the same code, or says so. */
  readonly hashes: readonly string[];
}

const FILES = {
  wanted: "a list of paths of files",
  fits: (value: unknown): value is readonly string[] =>
    Array.isArray(value) && value.every((one) => typeof one === "string" && one !== ""),
};

/**
 * Runs files of JavaScript (from Node 22.18 on of TypeScript, too) and gives the classes with a kind (ModuleClass) that they export, by name or as
 * `default`. What they import from "recurra" is this copy of it, wherever they lie: a class of another copy could not be built here.
 * Throws DataError MODULE_FILE, naming the file, where it is missing, where its code fails, and where it exports no such class.
 */
export async function loadModuleFiles(files: readonly string[]): Promise<ModuleFiles> {
  requireOption("loadModuleFiles", "files", { ...FILES, read: () => undefined }, files);
  return loadSameFiles(files, []);
}

/** As loadModuleFiles, of files that were run before: throws DataError MODULE_FILE for one whose hash is another by now, and runs none of it. */
export async function loadSameFiles(files: readonly string[], before: readonly string[]): Promise<ModuleFiles> {
  requireSameFiles(files, before);
  const paths = files.map((file) => resolve(file));
  const hashes = files.map(hashOf);
  const modules = new Set<ModuleClass>();
  const leave = joinOwnCopy();
  try {
    for (const [i, path] of paths.entries()) {
      for (const found of await classesOf(path, files[i])) modules.add(found);
    }
  } finally {
    leave();
  }
  return { files: paths, modules: [...modules], hashes };
}

async function classesOf(path: string, file: string): Promise<ModuleClass[]> {
  const fail = (problem: string, cause?: unknown): never => {
    throw new DataError("MODULE_FILE", file, problem, { cause });
  };
  let exported: object;
  try {
    exported = (await import(pathToFileURL(path).href)) as object;
  } catch (cause) {
    return fail(
      `its code fails: ${cause instanceof Error ? `${cause.name}: ${firstLine(cause.message)}` : String(cause)}`,
      cause,
    );
  }
  const classes = Object.values(exported).filter(isModuleClass);
  const named = classes.filter((one) => "kind" in one);
  if (named.length > 0) return named;
  if (classes.length === 0) return fail("it exports no class that extends Module of recurra");
  const names = classes.map(({ name }) => name).join(", ");
  throw new DataError("MODULE_FILE", file, `no class that it exports (${names}) names its kind`, {
    remedies: [["give it one: ", { call: 'static kind = "my-company/char-model"' }]],
  });
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0];
}

/** What only newer versions of Node have. */
const { registerHooks } = nodeModule as {
  readonly registerHooks?: (hooks: {
    resolve(
      specifier: string,
      context: { readonly parentURL?: string },
      next: (specifier: string, context: object) => unknown,
    ): unknown;
  }) => { deregister(): void };
};

const OWN = /^recurra(\/|$)/;

/** From here on, and until what is returned is called, "recurra" is this copy of it. Where Node cannot take that back, it stays so. */
function joinOwnCopy(): () => void {
  const home = import.meta.url;
  if (registerHooks === undefined) {
    joinLoader(home);
    return () => {};
  }
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, OWN.test(specifier) ? { ...context, parentURL: home } : context),
  });
  return () => hooks.deregister();
}

let joined = false;

function joinLoader(home: string): void {
  if (joined) return;
  joined = true;
  const code = `export const resolve = (specifier, context, next) =>
    next(specifier, ${String(OWN)}.test(specifier) ? { ...context, parentURL: ${JSON.stringify(home)} } : context);`;
  nodeModule.register(`data:text/javascript,${encodeURIComponent(code)}`);
}
