// The files that were dropped on the page, as the Worker keeps them: their bytes by their SHA-256, and what was read of them.
import { RecurraError, readSettings, type Series } from "recurra";
import { errorJson } from "recurra/core";
import { openSeries, openSeriesSet, readReadingOptions, type Survey, surveySeries } from "recurra/files";
import type { OpenedFile } from "../engine/file-answers.ts";
import { wording } from "../engine/wording.ts";
import { experimentOf, readingOf } from "../link/reading.ts";
import { refusedFile, tableOf } from "./file-table.ts";
import { type HeldFile, HeldFiles } from "./held-files.ts";
import { Readings } from "./readings.ts";
import { refusalOf } from "./refusals.ts";

type Texts = Readonly<Record<string, string>>;

const held = new HeldFiles();
const surveys = new Readings<Survey>(3);
const opened = new Readings<Series>(3);
const choices = new Readings<OpenedFile["series"]>(3);

/** Faults of tables with several series. */
export const SEVERAL: readonly string[] = ["LONG_TABLE", "WIDE_TABLE"];
/** A list of more could not be looked over. */
const MOST_CHOICES = 500;
/** Bytes of files at most, beside the one that was used last. */
const MOST_HELD = 64 * 2 ** 20;

/** Reads a file and keeps its bytes; by `asked`, where they are the bytes that it is said of. Throws DataError where nothing in it can be read, however it is read. */
export async function openFile(
  file: File,
  asked?: { readonly sha256: string; readonly reading: Texts },
): Promise<OpenedFile> {
  const read = new Uint8Array(await file.arrayBuffer());
  const sha256 = hex(await crypto.subtle.digest("SHA-256", read));
  const known = held.get(sha256);
  const bytes = known?.bytes ?? read;
  held.put(sha256, { name: file.name, bytes });
  const reading = asked?.sha256 === sha256 ? readingOf(asked.reading) : {};
  const found = await surveyFile(sha256, reading);
  // What no setting cures is no file to stay with.
  if (
    found.refusal?.cures.some(({ settings }) => settings !== undefined) === false &&
    Object.keys(reading).length === 0
  ) {
    if (known === undefined) held.delete(sha256);
    throw new Error(found.refusal.message);
  }
  // One that was opened meanwhile may have taken its place.
  held.put(sha256, { name: file.name, bytes });
  return found;
}

/** Lets go of the files that were used longest ago, where this one and they are too large. Gives which: they are not open any more. */
export function closeOthers(sha256: string, most: number = MOST_HELD): string[] {
  held.get(sha256);
  const closed = held.letGo(most);
  for (const one of closed) for (const readings of [surveys, opened, choices]) readings.forget(one);
  return closed;
}

/** What is in an open file, read by these settings; with why it is not, where it cannot be read so. */
export async function surveyFile(sha256: string, reading: Texts): Promise<OpenedFile> {
  const { name } = bytesOf(sha256);
  const of = { name, sha256, reading: readingOf(reading) };
  try {
    const survey = await surveyOf(sha256, reading);
    const several = of.reading.where !== undefined || survey.faults.some(({ code }) => SEVERAL.includes(code));
    const series = several ? await seriesIn(sha256, of.reading) : undefined;
    return { ...tableOf(of, survey), ...(series && { series }) };
  } catch (error) {
    if (!(error instanceof RecurraError)) throw error;
    return refusedFile(of, refusalOf(error));
  }
}

/** What can be read of an open file. Throws DataError where that is nothing, and OptionError for settings that are none. */
export function surveyOf(sha256: string, settings: Texts): Promise<Survey> {
  const reading = readingOf(settings);
  return surveys.get(sha256, reading, async () => {
    const { name, bytes } = bytesOf(sha256);
    return surveySeries(bytes, { name, ...readReadingOptions(reading) });
  });
}

/** The series that a table has below or beside each other; undefined where it has one. */
function seriesIn(sha256: string, { where: _, ...reading }: Texts): Promise<OpenedFile["series"]> {
  return choices.get(sha256, reading, async () => {
    const { name, bytes } = bytesOf(sha256);
    try {
      const set = await openSeriesSet(bytes, { name, ...readReadingOptions(reading) });
      const { idColumns, size } = set;
      if (size < 2 || idColumns.length === 0) return undefined;
      const first = Array.from({ length: Math.min(size, MOST_CHOICES) }, (_, at) => set.key(at));
      const conditions = first.map((id) => id.map((value, at) => `${idColumns[at]}=${value}`).join("\n"));
      return { by: idColumns.join(" and "), count: size, conditions };
    } catch (error) {
      // Then none is offered by name.
      if (error instanceof RecurraError) return undefined;
      throw error;
    }
  });
}

/** The series of a forecast as it is read for it, and for nothing else: the columns that it names. Throws DataError and OptionError. */
export async function seriesFor(sha256: string, settings: Texts): Promise<Series> {
  const reading = readingOf(settings);
  const { target, inputs = [], future = [] } = readSettings(experimentOf(settings));
  const columns = target === undefined ? undefined : [...new Set([target, ...inputs, ...future])];
  return opened.get(sha256, [reading, columns], async () => {
    const { name, bytes } = bytesOf(sha256);
    return openSeries(bytes, { name, ...readReadingOptions(reading), ...(columns && { columns }) });
  });
}

/** The bytes of a file that is open. Throws where none with this SHA-256 is: a link names a file, and does not carry it. */
export function bytesOf(sha256: string): HeldFile {
  const found = held.get(sha256);
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
