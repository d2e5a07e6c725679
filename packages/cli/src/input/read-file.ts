// Files and standard input, as bytes, in one or in pieces.

import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { decodeText } from "recurra/data";
import { type ByteSource, sourceOf } from "recurra/files";
import { UsageError } from "../terminal/failure.ts";

/** Bytes of standard input: what memory holds beside the table. */
const MOST_PIPED = 2 ** 30;
/** Bytes of a file that are read at once. */
const PIECE = 2 ** 18;

/** What messages call a file: "-" is standard input. */
export function nameOf(path: string): string {
  return path === "-" ? "standard input" : path;
}

/** The text of a file. */
export async function readTextFile(path: string): Promise<string> {
  return decodeText(await readBytes(path, "name the file inside it"), nameOf(path));
}

/** A file's bytes. Throws UsageError where there are none to read; `inFolder` is what to do where the path is a folder. */
export async function readBytes(path: string, inFolder: string): Promise<Uint8Array> {
  if (path === "-") return readPiped();
  await sizeOf(path, inFolder);
  return readFile(path).catch(async (error: NodeJS.ErrnoException) => {
    throw await unreadable(path, error);
  });
}

/** A file's bytes as a source; of standard input they are kept. Throws as `readBytes`, also while it is read. */
export async function openSource(path: string, inFolder: string): Promise<ByteSource> {
  if (path === "-") return sourceOf(await readPiped());
  const size = await sizeOf(path, inFolder);
  return {
    size,
    async *pieces() {
      try {
        yield* createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer>;
      } catch (error) {
        throw await unreadable(path, error as NodeJS.ErrnoException);
      }
    },
  };
}

async function sizeOf(path: string, inFolder: string): Promise<number> {
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (info instanceof Error) throw await unreadable(path, info);
  if (info.isDirectory()) throw new UsageError("FILE_IS_FOLDER", path, "this is a folder", { remedies: [inFolder] });
  return info.size;
}

/** All of standard input. */
async function readPiped(): Promise<Uint8Array> {
  const name = nameOf("-");
  if (process.stdin.isTTY) {
    throw new UsageError("FILE_MISSING", name, "nothing is piped into it", {
      remedies: ["write `... | recurra COMMAND -`", "name a file"],
    });
  }
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length > MOST_PIPED) {
      throw new UsageError("FILE_UNREADABLE", name, "more than 1 GB came", { remedies: ["give fewer rows"] });
    }
  }
  return Buffer.concat(pieces, length);
}

async function unreadable(path: string, error: NodeJS.ErrnoException): Promise<UsageError> {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") {
    const similar = await neighbour(path);
    const remedy = similar ? `did you mean "${similar}"?` : "check the path; it is relative to the current folder";
    return new UsageError("FILE_MISSING", path, "no such file", { remedies: [remedy] });
  }
  if (error.code === "EACCES" || error.code === "EPERM") {
    return new UsageError("FILE_UNREADABLE", path, "not allowed to read it", {
      remedies: ["change its permissions or copy it"],
    });
  }
  return new UsageError("FILE_UNREADABLE", path, `cannot be read (${error.code ?? error.message})`, { cause: error });
}

/** A file beside the missing one whose name differs only in case, or only in what follows the last dot. */
async function neighbour(path: string): Promise<string | undefined> {
  const name = basename(path).toLowerCase();
  const stem = name.replace(/\.[^.]*$/, "");
  const entries = await readdir(dirname(path)).catch(() => []);
  return (
    entries.find((entry) => entry.toLowerCase() === name) ??
    entries.find((entry) => entry.toLowerCase().replace(/\.[^.]*$/, "") === stem)
  );
}

/** What to do with a page, such as the report of a run. */
export function htmlPage(path: string): UsageError {
  return new UsageError("FILE_KIND", path, "this is an HTML page", {
    remedies: ["open it in a browser", "name a CSV or a model"],
  });
}
