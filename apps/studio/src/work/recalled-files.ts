// Files that are open, and this browser's store of files. That may be missing, full or broken: a file is then open all the same.
import type { OpenedFile } from "../engine/file-answers.ts";
import { StorageError } from "../stored/database.ts";
import { findFile, keepFile, MOST_BYTES } from "../stored/kept-files.ts";
import { bytesOf, openFile } from "./open-files.ts";

/** Keeps a file that is open. Gives "", or why it is not kept, in a part of a sentence. */
export async function keepOpened(sha256: string): Promise<string> {
  const { name, bytes } = bytesOf(sha256);
  try {
    const isKept = await keepFile({ sha256, name, size: bytes.length, opened: Date.now() }, bytes);
    return isKept ? "" : `it is larger than ${MOST_BYTES.file / 2 ** 20} MB`;
  } catch (error) {
    if (error instanceof StorageError) return error.message;
    throw error;
  }
}

/** Opens a file that is open already, or kept; undefined where there is none whose bytes have this SHA-256. */
export async function recallFile(
  sha256: string,
  reading: Readonly<Record<string, string>>,
): Promise<OpenedFile | undefined> {
  try {
    const found = await findFile(sha256);
    if (found === undefined) return undefined;
    const opened = await openFile(new File([new Uint8Array(found.bytes)], found.name), { sha256, reading });
    // The name of a record says nothing of its bytes.
    return opened.sha256 === sha256 ? opened : undefined;
  } catch {
    return undefined; // then the page asks for it
  }
}
