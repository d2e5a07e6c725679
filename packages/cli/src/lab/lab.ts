// `recurra lab NAME`: check, start, train, show, keep. The experiment is the lab's; here it is called in order.

import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Lab } from "@recurra/labs";
import { DataError } from "recurra";
import { readOption } from "recurra/core";
import { decodeText } from "recurra/data";
import { bytesOf, openTable } from "recurra/files";
import { modeOf, prepareMode } from "../input/mode.ts";
import { threadsRule } from "../input/option-values.ts";
import { nameOf, readBytes } from "../input/read-file.ts";
import { openTableFile } from "../input/table-file.ts";
import { runInterruptible } from "../run/interrupt.ts";
import { checkOutFolder } from "../run/out-folder.ts";
import { exitCode } from "../terminal/failure.ts";
import { terminalWidth } from "../terminal/terminal.ts";
import { LabRun } from "./lab-run.ts";
import { labText } from "./lab-text.ts";
import type { LabData } from "./run-parts.ts";
import { bundledName, type LabOptionTexts, labSettings } from "./settings.ts";

/** Runs the lab; resolves to the exit code. */
export async function runLab(lab: Lab, texts: LabOptionTexts): Promise<number> {
  const settings = labSettings(lab.options, texts);
  if (texts.out !== undefined) checkOutFolder(texts.out);
  const data = await readData(lab, texts.data);
  const threads = readOption("", "threads", threadsRule, texts.threads ?? "auto");
  const mode = modeOf(texts);
  await prepareMode(mode);
  const quiet = texts.quiet || texts.json || false;
  const parts = { lab, settings, mode, threads, data, out: texts.out, quiet };
  const { document, result } = await runInterruptible((interruption) => new LabRun(parts, interruption).finish());
  if (texts.json) {
    const { toJson } = await import("@recurra/report");
    process.stdout.write(`${toJson(document)}\n`);
  } else {
    process.stdout.write(labText(result, Object.values(document.files), terminalWidth()));
  }
  return exitCode.done;
}

/** The user's file, or the one that comes with the labs; undefined for a lab that makes its own data and is given none. */
async function readData(lab: Lab, path: string | undefined): Promise<LabData | undefined> {
  if (lab.sound !== undefined) return path === undefined ? undefined : soundData(path);
  if (lab.data === undefined) return undefined;
  const read = lab.bundled?.holds === "text" ? textData : tableData;
  if (path !== undefined) return read(path, path);
  const file = bundledName(lab);
  return read(`${file} (bundled)`, fileURLToPath(import.meta.resolve(`@recurra/labs/${file}`)));
}

async function tableData(name: string, path: string): Promise<LabData> {
  const file = await openTableFile(path);
  const { text } = await openTable(await bytesOf(file), nameOf(path));
  return { name, sha256: await file.sha256(), given: { file: { name, text } } };
}

async function soundData(path: string): Promise<LabData> {
  const bytes = await readBytes(path, "name the sound file inside it");
  const name = nameOf(path);
  return { name, sha256: hashOf(bytes), given: { sound: { name, bytes } } };
}

async function textData(name: string, path: string): Promise<LabData> {
  const bytes = await readBytes(path, "name the text inside it");
  return { name, sha256: hashOf(bytes), given: { file: { name, text: readText(bytes, nameOf(path)) } } };
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Throws DataError CSV_BINARY for bytes that are no text; what helps a table does not help here. */
function readText(bytes: Uint8Array, name: string): string {
  try {
    return decodeText(bytes, name);
  } catch (error) {
    if (!(error instanceof DataError) || error.code !== "CSV_BINARY") throw error;
    const problem = String(error.problem).replace("a CSV text", "a text");
    throw new DataError(error.code, name, problem, { remedies: ["give a text file"], cause: error });
  }
}
