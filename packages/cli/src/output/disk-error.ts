// What the disk refuses, as one line: which file, why, and what to do.

import type { Phrase } from "recurra/core";
import { WriteError } from "../terminal/failure.ts";

const CAUSES: Readonly<Record<string, readonly [cause: string, remedy: string]>> = {
  ENOSPC: ["the disk is full", "make room on it"],
  EDQUOT: ["the disk quota is used up", "make room in it"],
  EFBIG: ["the file is larger than is allowed", "raise the limit"],
  EROFS: ["the disk is read-only", "make it writable"],
  EACCES: ["no permission", "give it"],
  EPERM: ["no permission", "give it"],
  EIO: ["the disk reports an error", "check the disk"],
  ENOENT: ["the folder is gone", "put it back"],
};

/**
 * Does some writing at `path`. What the disk refuses becomes a WriteError whose remedy ends in `next`, what to do once the cause is gone
 * or instead.
 */
export function guardWrite<T>(path: string, next: Phrase, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    const [cause, remedy] = CAUSES[code] ?? ["refused", "see to it"];
    throw new WriteError("WRITE_REFUSED", path, `cannot be written: ${cause} (${code})`, {
      remedies: [[`${remedy}, `, ...(typeof next === "string" ? [next] : next)]],
      cause: error,
    });
  }
}
