// Reading files that others may have laid out to harm: no link is followed, nothing but a plain file is opened (a pipe would
// wait for ever), and never more than a limit is read.

import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";

interface LimitedText {
  readonly text: string;
  /** False where the file is longer than the limit: `text` is its beginning. */
  readonly whole: boolean;
}

/** The text of a plain file, up to `most` bytes; undefined where there is none, or it is a link, a folder or a device. */
export function readLimited(path: string, most: number): LimitedText | undefined {
  try {
    if (!lstatSync(path).isFile()) return undefined;
    const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const info = fstatSync(file);
      if (!info.isFile()) return undefined;
      const bytes = new Uint8Array(Math.min(info.size, most));
      let length = 0;
      for (let read = -1; read !== 0 && length < bytes.length; length += read) {
        read = readSync(file, bytes, length, bytes.length - length, null);
      }
      return { text: new TextDecoder().decode(bytes.subarray(0, length)), whole: info.size <= most };
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}
