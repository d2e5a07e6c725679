// The sources of the packages and what they import, for the tests of the house itself.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** One `import` or `export ... from`. */
export interface Import {
  /** The file that has it, from the package's src/. */
  readonly file: string;
  readonly target: string;
  /** Whether nothing of it is left when the types are gone. */
  readonly typeOnly: boolean;
}

const statement =
  /^[ \t]*(?:import|export)\s+(type\s)?[^;"]*?\bfrom\s+"([^"]+)"|^[ \t]*import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm;

/** What a text imports, in every form. */
export function findImports(text: string, file: string): Import[] {
  return [...text.matchAll(statement)].map(([, type, from, bare, dynamic]) => ({
    file,
    target: from ?? bare ?? dynamic,
    typeOnly: type !== undefined,
  }));
}

/** The folder of the sources of a package, or of an app ("apps/studio"). */
export function sourceOf(name: string): string {
  return join(root, name.includes("/") ? name : `packages/${name}`, "src");
}

/** Every TypeScript file below a folder, from there, with slashes; `tests`: with tests and their fixtures. */
export function listSources(folder: string, { tests = false } = {}): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.split(sep).join("/"))
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts") && !/(^|\/)(node_modules|dist)\//.test(name))
    .filter((name) => tests || !/\.(test|fixture|conformance)\.tsx?$/.test(name))
    .sort();
}

/** The imports of a folder's sources, without its tests. */
export function importsBelow(folder: string): Import[] {
  return listSources(folder).flatMap((name) => findImports(readFileSync(join(folder, name), "utf8"), name));
}

/** The file that a relative import leads to, from the same folder; undefined for a package. */
export function resolveOwn(folder: string, { file, target }: Import): string | undefined {
  if (!target.startsWith(".")) return undefined;
  const path = relative(folder, resolve(folder, dirname(file), target));
  return path.split(sep).join("/");
}

/** The room that a file lives in: its folder; "" at the top. */
export function roomOf(file: string): string {
  return file.includes("/") ? dirname(file) : "";
}
