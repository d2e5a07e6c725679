// What files of code were when they were loaded: the workers of a service run the same code, whenever each of them begins.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { DataError } from "recurra";

/** SHA-256 of a file, as hexadecimal digits. Throws DataError MODULE_FILE where there is no such file. */
export function hashOf(file: string): string {
  if (!existsSync(file)) throw new DataError("MODULE_FILE", file, "no such file");
  if (statSync(file).isDirectory()) throw new DataError("MODULE_FILE", file, "this is a folder, not a file of code");
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** Throws DataError MODULE_FILE for a file that is not what it was; without hashes nothing is known of that. */
export function requireSameFiles(files: readonly string[], hashes: readonly string[] = []): void {
  const changed = files.find((file, i) => hashes[i] !== undefined && hashOf(file) !== hashes[i]);
  if (changed === undefined) return;
  throw new DataError("MODULE_FILE", changed, "its code has changed since it was loaded", {
    remedies: ["start the service again, or put back what it was"],
  });
}
