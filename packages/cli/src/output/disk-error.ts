// What the disk refuses, as one line: which file, why, and what to do.

import { WriteError } from "../terminal/failure.ts";

const CAUSES: Readonly<Record<string, readonly [cause: string, remedy: string]>> = {
  ENOSPC: ["the disk is full", "Make room on it"],
  EDQUOT: ["the disk quota is used up", "Make room in it"],
  EFBIG: ["the file is larger than is allowed", "Raise the limit"],
  EROFS: ["the disk is read-only", "Make it writable"],
  EACCES: ["no permission", "Give it"],
  EPERM: ["no permission", "Give it"],
  EIO: ["the disk reports an error", "Check the disk"],
  ENOENT: ["the folder is gone", "Put it back"],
};

/** Does some writing at `path`. What the disk refuses becomes a WriteError that ends in `next`, what to do once the cause is gone. */
export function writing<T>(path: string, next: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    const [cause, remedy] = CAUSES[code] ?? ["refused", "See to it"];
    throw new WriteError(`${path}: cannot be written: ${cause} (${code}). ${remedy}, ${next}`, { cause: error });
  }
}
