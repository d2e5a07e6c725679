// A model named on the command line: its bytes, and one clear line for what is none.

import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Mode, Model } from "recurra";
import { FormatError, type Phrase, partsOf } from "recurra/core";
import { findForeignKind } from "recurra/files";
import { type ReadOptions, readSafetensors, type SafetensorsFile } from "recurra/model";
import { counted } from "recurra/words";
import { detectFileKind } from "../input/file-kind.ts";
import { prepareMode } from "../input/mode.ts";
import { htmlPage, readBytes } from "../input/read-file.ts";
import { UsageError } from "../terminal/failure.ts";
import { runFiles } from "./run-folder.ts";

/** A model whose mode is ready, and the file that it came from. */
export interface OpenedModel {
  readonly model: Model;
  readonly file: SafetensorsFile;
  readonly bytes: Uint8Array;
}

/** The bytes of a file that should hold a model. `usage` shows where a model goes, for a text in its place. */
async function readModelBytes(path: string, usage: string): Promise<Uint8Array> {
  const inside = join(path, runFiles.forecast.model);
  const isRun = statSync(path, { throwIfNoEntry: false })?.isDirectory() && existsSync(inside);
  const bytes = await readBytes(path, isRun ? `its model is ${inside}` : "name the model file inside it");
  const kind = detectFileKind(bytes);
  if (kind === "html") throw htmlPage(path);
  if (kind === "text") {
    throw new UsageError("FILE_KIND", path, "this is a text file, not a model", { remedies: [usage] });
  }
  if (kind === "parquet") {
    throw new UsageError("FILE_KIND", path, "this is a Parquet file, a table, not a model", { remedies: [usage] });
  }
  const foreign = findForeignKind(bytes);
  if (foreign !== undefined && kind !== "safetensors") {
    throw new UsageError("FILE_KIND", path, `this is ${foreign.meaning}, not a model that is read`, {
      remedies: [foreign.remedy],
    });
  }
  if (kind === "zip") throw zipArchive(path);
  return bytes;
}

/** What to do with a file of `torch.save`. */
function zipArchive(path: string): UsageError {
  return new UsageError("FILE_ZIP", path, "this is a zip archive, as torch.save and spreadsheets write it", {
    remedies: ["save a network of PyTorch with safetensors.torch.save_file(model.state_dict(), FILE), a sheet as CSV"],
  });
}

/** The mode that a forecaster was fitted in; its kernels must be ready before anything is computed. */
function fittedMode(file: SafetensorsFile): Mode {
  try {
    const { mode } = JSON.parse(file.metadata.get("settings") ?? "{}") as { mode?: unknown };
    return mode === "fast" || mode === "native" ? mode : "strict";
  } catch {
    return "strict";
  }
}

/** A model file that recurra wrote, not yet opened. Throws UsageError for other programs' files, FormatError for broken ones. */
export async function readModel(path: string, usage: string): Promise<StoredModel> {
  const bytes = await readModelBytes(path, usage);
  const file = readSafetensors(bytes, path);
  if (!file.metadata.get("format")?.startsWith("recurra-")) {
    const count = counted(file.tensors.size, "tensor");
    const problem = `this file of ${count} does not say what network it holds; another program wrote it`;
    throw new UsageError("MODEL_FOREIGN", path, problem, {
      remedies: [`see what is in it with \`recurra inspect ${path}\``],
    });
  }
  return { bytes, file };
}

/** A model file, not yet opened. */
export type StoredModel = Pick<OpenedModel, "bytes" | "file">;

/** Whether it holds one model of many series. */
export function isOfMany({ metadata }: SafetensorsFile): boolean {
  return metadata.get("task") === "global";
}

/** Opens a model file that recurra wrote, ready to compute. Throws as `readModel` does, and UsageError for a mode that cannot be had. */
export async function openModel(path: string, usage: string, options: ReadOptions = {}): Promise<OpenedModel> {
  const stored = await readModel(path, usage);
  requireOfOne(stored.file, path);
  return openStored(stored, path, options);
}

/** Throws UsageError for a model of many series, where a command is for the network of one. */
export function requireOfOne(file: SafetensorsFile, path: string): void {
  if (!isOfMany(file)) return;
  throw new UsageError("FILE_KIND", path, "this is one model of many series, which is not for this command", {
    remedies: [
      `forecast with it: \`recurra predict ${path} FILE\``,
      "fit a model of one series: choose it with --where",
    ],
  });
}

export async function openStored(
  { bytes, file }: StoredModel,
  path: string,
  options: ReadOptions = {},
): Promise<OpenedModel> {
  await prepareModeOf(file, path);
  return { model: loadModel(bytes, path, options), file, bytes };
}

/** The model of a file. One that names classes which were not given is refused with the option that gives them. */
export function loadModel(bytes: Uint8Array, path: string, { modules = [] }: ReadOptions = {}): Model {
  try {
    return Model.load(bytes, path, { modules });
  } catch (error) {
    if (!(error instanceof FormatError) || error.code !== "MODEL_KIND") throw error;
    throw error.with({
      remedies: [["name the file of code that exports what it lacks: ", { option: "with", like: "FILE" }]],
    });
  }
}

/** Makes the mode ready that a model was fitted in. */
export async function prepareModeOf(file: SafetensorsFile, path: string): Promise<void> {
  const mode = fittedMode(file);
  try {
    await prepareMode(mode);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const problem: Phrase = [
      `the model was fitted in mode "${mode}", which cannot be had here: `,
      ...partsOf(error.problem),
    ];
    // A remedy of the flag is none of the file: this command has no such flag.
    const { remedies, ...details } = error.details;
    throw new UsageError("MODE_OF_MODEL", path, problem, {
      ...details,
      ...(mode === "native" && remedies ? { remedies } : {}),
      cause: error,
    });
  }
}
