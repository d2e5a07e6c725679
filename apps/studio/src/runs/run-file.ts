// Runs as a file that can be sent: what they depend on and the numbers that they came to. No HTML and no model is in it: Play makes both anew.
import { readPieces, readSummary } from "../stored/read-record.ts";
import type { StoredRun } from "../stored/run-record.ts";
import { newRunId } from "./run-id.ts";

const FORMAT = "recurra runs";
const VERSION = 1;
/** Signs and runs at most. */
const MOST = { text: 64e6, runs: 500 };

/** What is wrong with a file of runs, in a sentence. */
export class RunFileError extends Error {}

export function writeRunFile(runs: readonly StoredRun[]): string {
  const entries = runs.map(({ summary, pieces: { place, losses, epochs } }) => {
    const { low, high, ...rest } = losses;
    return { ...summary, place, losses: { ...rest, low: [...low], high: [...high] }, epochs };
  });
  return `${JSON.stringify({ format: FORMAT, version: VERSION, runs: entries })}\n`;
}

/** The runs of a file that a stranger may have written, as new ones: they rest, and what replaces a run that is there is never among them. */
export function readRunFile(text: string, name: string): StoredRun[] {
  if (text.length > MOST.text) throw new RunFileError(`${name} is larger than any file of runs.`);
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new RunFileError(`${name} is no file of runs: it is not JSON.`);
  }
  const { format, version, runs } = (found ?? {}) as { readonly [key: string]: unknown };
  if (format !== FORMAT || !Array.isArray(runs)) throw new RunFileError(`${name} is no file of runs.`);
  if (version !== VERSION) throw new RunFileError(`${name} was written by another version of the studio.`);
  if (runs.length > MOST.runs)
    throw new RunFileError(`${name} has ${runs.length} runs; ${MOST.runs} are taken at most.`);
  return runs.map((one, i) => {
    const run = readEntry(one);
    if (run === undefined) throw new RunFileError(`Run ${i + 1} of ${name} cannot be read. None was taken.`);
    return run;
  });
}

function readEntry(value: unknown): StoredRun | undefined {
  const fields = { ...(value as object), id: newRunId() };
  const { place, losses, epochs } = fields as { readonly [key: string]: unknown };
  const summary = readSummary({ ...fields, state: "paused", pinned: false });
  const pieces = readPieces({ id: fields.id, place, losses, epochs, pictures: "" });
  if (summary === undefined || pieces === undefined || pieces.losses.steps !== summary.step) return undefined;
  return { summary, pieces };
}
