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
  EBUSY: ["another program has it open, or it is mounted by itself", "close that program"],
  ENAMETOOLONG: ["its name is too long", "shorten it"],
  EXDEV: ["its folder lies on two disks", "mount one there"],
  ERR_ACCESS_DENIED: ["this Node may not (--permission)", "start it with --allow-fs-write for that folder"],
};

/** Where an open file is in the way of others, that looks like a lack of rights. */
const ON_WINDOWS: typeof CAUSES = {
  EACCES: ["no permission, or another program has it open", "close that program or give permission"],
  EPERM: ["no permission, or another program has it open", "close that program or give permission"],
};

/**
 * Does some writing at `path`. What the disk refuses becomes a WriteError whose remedy ends in `next`, what to do once the cause is gone
 * or instead.
 */
export function guardWrite<T>(path: string, next: Phrase, work: () => T, platform = process.platform): T {
  try {
    return work();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || (syscall === undefined && !Object.hasOwn(CAUSES, code))) throw error;
    const [cause, remedy] = (platform === "win32" ? ON_WINDOWS[code] : undefined) ??
      CAUSES[code] ?? ["refused", "see to it"];
    throw new WriteError("WRITE_REFUSED", path, `cannot be written: ${cause} (${code})`, {
      remedies: [[`${remedy}, `, ...(typeof next === "string" ? [next] : next)]],
      cause: error,
    });
  }
}
