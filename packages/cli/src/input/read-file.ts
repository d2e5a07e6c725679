import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { grouped } from "recurra/words";
import { UsageError } from "../terminal/failure.ts";
import { detectFileKind } from "./file-kind.ts";

/** A file's text, and the hash of its bytes. */
export interface TextFile {
  readonly text: string;
  readonly sha256: string;
}

/** Reads a UTF-8 text file. Throws UsageError, naming the file and the remedy, for what is not one. */
export async function readTextFile(path: string): Promise<TextFile> {
  const bytes = await readBytes(path, "name the CSV file inside it");
  return { text: decodeBytes(path, bytes), sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** A file's bytes. Throws UsageError where there are none to read; `inFolder` is what to do where the path is a folder. */
export async function readBytes(path: string, inFolder: string): Promise<Uint8Array> {
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (info instanceof Error) throw await unreadable(path, info);
  if (info.isDirectory()) throw new UsageError("FILE_IS_FOLDER", path, "this is a folder", { remedies: [inFolder] });
  return readFile(path).catch(async (error: NodeJS.ErrnoException) => {
    throw await unreadable(path, error);
  });
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

/** The text of a file of UTF-8, or of UTF-16 with a mark. Throws UsageError for bytes that are no text, and for a page. */
export function decodeBytes(path: string, bytes: Uint8Array): string {
  if (detectFileKind(bytes) === "html") throw htmlPage(path);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw notText(path, `byte ${grouped(zero)} is zero`);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const lines = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).split("\n");
    const line = lines.findIndex((text) => text.includes("\ufffd"));
    throw notText(path, `line ${grouped(line + 1)} holds bytes that are not UTF-8`, line + 1);
  }
}

/** What to do with a page, such as the report of a run. */
export function htmlPage(path: string): UsageError {
  return new UsageError("FILE_KIND", path, "this is an HTML page", {
    remedies: ["open it in a browser", "name a CSV or a model"],
  });
}

function notText(path: string, found: string, line?: number): UsageError {
  const spreadsheet = /\.(xlsx?|ods|numbers)$/i.test(path) ? "export the sheet as CSV" : "save it as a CSV in UTF-8";
  return new UsageError("FILE_NOT_TEXT", path, `not a text file (${found})`, {
    ...(line === undefined ? {} : { place: { line, said: true } }),
    remedies: [`${spreadsheet} and try again`],
  });
}
