// Files whose bytes have reached the disk. Node's permission model (`node --permission`) has no fsync: there a file is opened so that
// each write reaches the disk before it returns, and the names in a folder are left to the file system.

import { closeSync, constants, fsyncSync, openSync } from "node:fs";

type How = "w" | "wx" | "a";

const FLAGS: Readonly<Record<How, number>> = {
  w: constants.O_CREAT | constants.O_TRUNC | constants.O_WRONLY,
  wx: constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY,
  a: constants.O_CREAT | constants.O_APPEND | constants.O_WRONLY,
};

/** Whether this process runs with few rights. */
function isRestricted(): boolean {
  return (process as { readonly permission?: unknown }).permission !== undefined;
}

/** Opens a file to write into it; `flush` is for it alone. */
export function openToWrite(path: string, how: How, restricted = isRestricted()): number {
  // Windows has no such word, and writes through where it is asked to flush.
  return openSync(path, restricted ? FLAGS[how] | (constants.O_SYNC ?? 0) : how);
}

/** Waits until a file that was opened to write into is on the disk. */
export function flush(file: number, restricted = isRestricted()): void {
  if (!restricted) fsyncSync(file);
}

/** Flushes the names in a folder to the disk, where the system can. */
export function flushFolder(path: string, platform = process.platform, restricted = isRestricted()): void {
  // Windows opens no folders; its file systems keep the order of renames by themselves.
  if (platform === "win32" || restricted) return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } catch (error) {
    // Some network file systems do not know it.
    if (!["EINVAL", "ENOTSUP", "EOPNOTSUPP"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    closeSync(folder);
  }
}
