// `--with FILE`: code of the user's own, whose classes of modules a model file names. It runs only because it was named here.

import type { ReadOptions } from "recurra/model";
import { say, UsageError } from "../terminal/failure.ts";

/** The option's value, gathered. */
export function collectValues(value: string, before: string[] = []): string[] {
  return [...before, value];
}

export const WITH_OPTION = [
  "--with <file>",
  "run this file of code, which exports the classes of modules that the model names; may be repeated",
  collectValues,
] as const;

/** Runs the files, and says so. */
export async function loadWith(
  files: readonly string[] = [],
): Promise<Required<ReadOptions> & { readonly files: readonly string[] }> {
  if (files.length === 0) return { files: [], modules: [] };
  for (const file of files) {
    if (file === "") throw new UsageError("FILE_MISSING", "--with", "it names no file", { remedies: ["name one"] });
    say(`running the code of ${file}, which --with names`);
  }
  const { loadModuleFiles } = await import("@recurra/serve/module-files");
  return loadModuleFiles(files);
}
