// `recurra inspect`: what a file is, is seen from its first bytes; a model, the tensors of another program and a CSV each have a
// document of their own, from which the text is written.

import { DataError } from "recurra";
import { type ByteSource, bytesOf, findForeignKind, headOf, type OpenTableOptions } from "recurra/files";
import { readSafetensors } from "recurra/model";
import { type CsvSettings, csvSettings, fileSettings } from "../input/csv-settings.ts";
import { detectFileKind } from "../input/file-kind.ts";
import { loadWith } from "../input/module-files.ts";
import { htmlPage, nameOf, openSource } from "../input/read-file.ts";
import { isOfMany } from "../run/model-file.ts";
import { exitCode, UsageError } from "../terminal/failure.ts";
import { terminalWidth } from "../terminal/terminal.ts";
import type { CsvInspection } from "./inspect-csv.ts";
import type { InspectOptionTexts } from "./settings.ts";

/** Runs the command; resolves to the exit code. */
export async function inspect(path: string, texts: InspectOptionTexts): Promise<number> {
  const settings = csvSettings(texts);
  const opening = fileSettings(texts);
  const source = await openSource(path, "name a file inside it, such as model.safetensors");
  const file = nameOf(path);
  const head = await headOf(source);
  const kind = detectFileKind(head);
  if (kind === "html") throw htmlPage(file);
  if (head.length === 0) {
    throw new UsageError("FILE_EMPTY", file, "the file is empty", { remedies: ["name a model file or a CSV"] });
  }
  if (texts.with && kind !== "safetensors") {
    const problem = [{ option: "with" }, ` names code for a model, but ${file} is a table`];
    throw new UsageError("USAGE_CONFLICT", "", problem, { remedies: ["leave it out"] });
  }
  const { result, text } =
    kind === "safetensors"
      ? await tensors(file, await bytesOf(source), { ...settings, ...opening }, texts.with)
      : await csv(path, source, opening, settings, texts);
  process.stdout.write(texts.json ? `${JSON.stringify(result, null, 2)}\n` : text(terminalWidth()));
  return exitCode.done;
}

interface Shown {
  readonly result: object;
  readonly text: (width: number) => string;
}

async function csv(
  path: string,
  source: ByteSource,
  opening: OpenTableOptions,
  settings: CsvSettings,
  texts: InspectOptionTexts,
): Promise<Shown> {
  // Signs of other kinds stand at the end of a file as well.
  const whole = opening.encoding === undefined && detectFileKind(await headOf(source)) !== "text";
  const foreign = whole ? findForeignKind(await bytesOf(source)) : undefined;
  if (foreign !== undefined) {
    throw new UsageError("FILE_KIND", nameOf(path), `this is ${foreign.meaning}, which is not read`, {
      remedies: [foreign.remedy],
    });
  }
  const { inspectCsv } = await import("./inspect-csv.ts");
  const view = await inspectCsv(path, source, opening, settings, texts);
  if (view.result.problems.some(({ code }) => severalSeries.includes(code))) {
    const shown = await many(source, { ...settings, ...opening }, view.result, { path, texts });
    if (shown !== undefined) return shown;
  }
  const { csvText } = await import("./csv-text.ts");
  return { result: view.result, text: (width) => csvText(view, width) };
}

/** Codes of what a file of several series is refused for where one is wanted. */
const severalSeries: readonly string[] = ["LONG_TABLE", "WIDE_TABLE"];

/** The series of a file; undefined where something in it keeps them from being read. */
async function many(
  source: ByteSource,
  options: CsvSettings & OpenTableOptions,
  view: CsvInspection,
  given: { readonly path: string; readonly texts: InspectOptionTexts },
): Promise<Shown | undefined> {
  const { inspectSeries, seriesText } = await import("./inspect-series.ts");
  try {
    const result = await inspectSeries(source, options, view, given);
    return { result, text: (width) => seriesText(result, width) };
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
}

async function tensors(
  file: string,
  bytes: Uint8Array,
  settings: CsvSettings & OpenTableOptions,
  code: readonly string[] | undefined,
): Promise<Shown> {
  const [given] = Object.entries(settings).find(([, value]) => value !== undefined) ?? [];
  if (given !== undefined) {
    const problem = [{ option: given }, ` is about reading a CSV, but ${file} is a model`];
    throw new UsageError("USAGE_CONFLICT", "", problem, { remedies: ["leave it out"] });
  }
  if (isOfMany(readSafetensors(bytes, file))) {
    const { inspectManyModel, manyModelText } = await import("./inspect-many-model.ts");
    const result = inspectManyModel(file, bytes);
    return { result, text: (width) => manyModelText(result, width) };
  }
  const { inspectModel } = await import("./inspect-model.ts");
  const { modelText } = await import("./inspect-model-text.ts");
  const result = await inspectModel(file, bytes, await loadWith(code));
  return { result, text: (width) => modelText(result, width) };
}
