// The files that were dropped on the page, as the Worker keeps them: their bytes by their SHA-256, and what is found in them.
import { RecurraError } from "recurra";
import { errorJson } from "recurra/core";
import { wordFinding } from "recurra/data";
import { surveySeries } from "recurra/files";
import type { OpenedFile } from "../engine/protocol.ts";
import { wording } from "../engine/wording.ts";

interface Kept {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const kept = new Map<string, Kept>();

/** Reads a file and keeps its bytes. Throws DataError where nothing in it can be read. */
export async function openFile(file: File): Promise<OpenedFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const sha256 = hex(await crypto.subtle.digest("SHA-256", bytes));
  const { series, faults } = await surveySeries(bytes, { name: file.name });
  kept.set(sha256, { name: file.name, bytes });
  return {
    name: file.name,
    sha256,
    rows: series.length,
    span: series.span(),
    step: series.times.step,
    columns: series.columns,
    others: [...series.parts.leftOut].map(([name, { kind }]) => ({ name, kind })),
    findings: series.check().map((finding) => wordFinding(finding, wording).message),
    faults: faults.map((fault) => tell(fault)),
  };
}

/** The bytes of a file that is open. Throws where none with this SHA-256 is: a link names a file, and does not carry it. */
export function bytesOf(sha256: string): Kept {
  const found = kept.get(sha256);
  if (found === undefined) throw new Error("The file of this run is not open: drop it on the page.");
  return found;
}

/** What an error says, in the words of the page. */
export function tell(error: unknown): string {
  if (error instanceof RecurraError) return errorJson(error, wording).message;
  return error instanceof Error ? error.message : String(error);
}

export function hex(hash: ArrayBuffer): string {
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
