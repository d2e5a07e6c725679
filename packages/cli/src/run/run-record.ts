// What a run folder's run.json says, checked: the file may be older, newer, cut off, or made to do harm.

import { join } from "node:path";
import { member, numberAt, parseJson, textAt } from "../input/json-value.ts";
import { readLimited } from "../input/limited-file.ts";
import { type RunOwner, readOwner } from "../output/run-owner.ts";
import { UsageError } from "../terminal/failure.ts";
import { RUN_FORMAT, type RunStatus, runFiles } from "./run-form.ts";
import { findLockHolder } from "./run-lock.ts";
import { brokenSeal } from "./run-seal.ts";

/** A run as its folder tells it. Members that an older version did not write are undefined. */
export interface RunRecord {
  /** The folder, as it was named. */
  readonly folder: string;
  /** "running" only while its process lives, or may: one that died without a word was interrupted. */
  readonly status: RunStatus;
  readonly command: string;
  readonly lab?: string;
  /** What tells this run from others that used the folder. */
  readonly id?: string;
  /** As ISO 8601 texts. */
  readonly started?: string;
  readonly ended?: string;
  /** How often it was gone on with. */
  readonly resumed: number;
  /** Why it failed or was interrupted. */
  readonly error?: string;
  /** The process that works on it, or did last. */
  readonly process?: RunOwner;
  /** The options as they were asked for, by name, as commander gives them. */
  readonly options?: Readonly<Record<string, KeptOption>>;
  readonly data?: RunData;
  readonly recurra?: string;
  /** The whole document. */
  readonly json: unknown;
}

/** Several texts are those of an option that was given again. */
export type KeptOption = string | boolean | readonly string[];

export interface RunData {
  /** As it was named, and from the root. */
  readonly file: string;
  readonly path?: string;
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256: string;
  /** Of the second file, with what is known ahead. */
  readonly futureSha256?: string;
}

const MOST_BYTES = 4 * 2 ** 20;
const STATUSES: readonly string[] = ["running", "done", "interrupted", "failed"] satisfies RunStatus[];

/** Whether a folder holds a run of any version of this form. */
export function isRunFolder(folder: string): boolean {
  const file = readLimited(join(folder, runFiles.lab.run), MOST_BYTES);
  return file?.whole === true && textAt(parseJson(file.text), "format") === RUN_FORMAT;
}

/** Throws UsageError, naming the file and what is wrong in it, for a folder that holds no run that can be read. */
export function readRun(folder: string): RunRecord {
  const path = join(folder, runFiles.lab.run);
  const file = readLimited(path, MOST_BYTES);
  if (file === undefined) {
    throw new UsageError("RUN_NOT_FOUND", folder, "no run: there is no file run.json that can be read", {
      remedies: ["name the folder of a run"],
    });
  }
  if (!file.whole) throw damaged(path, `it is longer than ${MOST_BYTES / 2 ** 20} MB`);
  const json = parseJson(file.text);
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw damaged(path, "it is not a JSON object");
  const format = textAt(json, "format");
  if (format !== RUN_FORMAT) {
    const found = format === undefined ? "it names no format" : `its format is ${JSON.stringify(format.slice(0, 40))}`;
    throw new UsageError(
      "RUN_FORMAT",
      path,
      `not a run that this version reads: ${found}, and "${RUN_FORMAT}" is wanted`,
      { found: format, remedies: ["update recurra", "name another folder"] },
    );
  }
  const status = textAt(json, "status");
  if (status === undefined || !STATUSES.includes(status)) throw damaged(path, "its status is none that a run has");
  const command = textAt(json, "command");
  if (command === undefined) throw damaged(path, "it does not say which command ran");
  return {
    folder,
    status: status === "running" && !mayRun(folder) ? "interrupted" : (status as RunStatus),
    command,
    ...texts(json, "lab", "id", "started", "ended", "error"),
    resumed: numberAt(json, "resumed") ?? 0,
    ...includeGiven("process", readOwner(member(json, "process"))),
    ...includeGiven("options", readOptions(member(json, "options"))),
    ...includeGiven("data", readData(member(json, "data"))),
    ...includeGiven("recurra", textAt(json, "versions", "recurra")),
    json,
  };
}

/** Throws UsageError where run.json is not as recurra wrote it. Nothing goes on from settings that were changed since. */
export function requireWhole({ folder, json }: RunRecord): void {
  const broken = brokenSeal(json);
  if (broken === undefined) return;
  const [was, is] = [broken.was.slice(0, 7), broken.is.slice(0, 7)];
  const problem = `not as it was written: its sha256 says ${JSON.stringify(was)}, and what it holds has ${is}. Nothing was changed`;
  throw new UsageError("RUN_CHANGED", join(folder, runFiles.lab.run), problem, {
    found: broken.is,
    remedies: ["put the original file back", "start a new run with the settings that you want"],
  });
}

/** Whether the process that holds the folder lives, as far as can be told. A run whose folder nobody holds is over. */
function mayRun(folder: string): boolean {
  const holder = findLockHolder(folder);
  return holder !== undefined && holder.life !== "dead";
}

function damaged(path: string, problem: string): UsageError {
  return new UsageError("RUN_DAMAGED", path, `this run cannot be read: ${problem}`, {
    remedies: ["take the original file", "name another folder"],
  });
}

function texts<K extends string>(json: unknown, ...names: readonly K[]): { readonly [N in K]?: string } {
  const found = names.map((name) => [name, textAt(json, name)] as const).filter(([, text]) => text !== undefined);
  return Object.fromEntries(found) as { readonly [N in K]?: string };
}

function includeGiven<K extends string, T>(name: K, value: T | undefined): { readonly [N in K]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [N in K]?: T };
}

function readOptions(value: unknown): Record<string, KeptOption> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  const isTexts = (option: unknown) =>
    Array.isArray(option) && option.length > 0 && option.every((one) => typeof one === "string");
  if (!entries.every(([, option]) => ["string", "boolean"].includes(typeof option) || isTexts(option)))
    return undefined;
  return Object.fromEntries(entries) as Record<string, KeptOption>;
}

function readData(value: unknown): RunData | undefined {
  const { file, path, sha256, futureSha256 } = texts(value, "file", "path", "sha256", "futureSha256");
  if (file === undefined || sha256 === undefined || !/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  return { file, ...includeGiven("path", path), sha256, ...includeGiven("futureSha256", futureSha256) };
}
