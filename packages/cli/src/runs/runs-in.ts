// The runs in a folder of runs, and the run that a word on the command line means.

import { lstatSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { counted, listedFirst } from "recurra/words";
import { UsageError } from "../terminal/failure.ts";
import { problemOf } from "../terminal/wording.ts";
import { inFolder, RUNS } from "./in-folder.ts";
import { hashOf, type RunSummary, runSummary } from "./run-summary.ts";

/** Something in the folder that is no run, and why. */
export interface Stranger {
  readonly name: string;
  readonly reason: string;
}

export interface RunsFound {
  readonly folder: string;
  /** The newest first; those that tell no time last. */
  readonly runs: readonly RunSummary[];
  readonly strangers: readonly Stranger[];
}

/** Folders in `folder`, and links (which are not followed). A missing runs/ is empty; another folder that is missing is a mistake. */
function entriesOf(folder: string): { readonly name: string; readonly link: boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map((entry) => ({ name: entry.name, link: entry.isSymbolicLink() }));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && folder === RUNS) return [];
    const problem = { ENOENT: "no such folder", ENOTDIR: "this is a file" }[code ?? ""];
    throw new UsageError("RUNS_FOLDER", `--in ${folder}`, problem ?? `this folder cannot be read (${code})`, {
      ...(problem === undefined ? {} : { remedies: ["name a folder that holds runs"] }),
      cause: error,
    });
  }
}

/** Reads every run in the folder. */
export function runsIn(folder: string, now: number): RunsFound {
  const runs: RunSummary[] = [];
  const strangers: Stranger[] = [];
  for (const { name, link } of entriesOf(folder)) {
    if (link) {
      strangers.push({ name, reason: "a link, which is not followed" });
      continue;
    }
    try {
      runs.push(runSummary(join(folder, name), now));
    } catch (error) {
      strangers.push({ name, reason: problemOf(error) });
    }
  }
  const time = ({ started }: RunSummary): number => started ?? Number.NEGATIVE_INFINITY;
  const byTime = (a: RunSummary, b: RunSummary): number =>
    time(a) === time(b) ? (a.name < b.name ? 1 : -1) : time(b) - time(a);
  return { folder, runs: runs.sort(byTime), strangers };
}

/** The run that `word` means, as `findRunFolder` finds it. */
export function runNamed(word: string, folder: string, now: number): RunSummary {
  return runSummary(findRunFolder(word, folder), now);
}

/**
 * The folder of the run that `word` means: the name of a folder in `folder`, a path, or the beginning of a name, of a name after its
 * date, or of a short hash, where only one run has it. Throws UsageError where there is none, or more than one.
 */
export function findRunFolder(word: string, folder: string): string {
  if (word.trim() === "") {
    throw new UsageError("RUN_NOT_FOUND", "", "RUN must be a folder, its name or its short hash, but it is empty");
  }
  const plain = basename(word) === word && word !== "." && word !== "..";
  if (plain && isFolder(join(folder, word))) return join(folder, word);
  if (!plain || holdsRun(word)) return word;
  const names = entriesOf(folder)
    .filter(({ link }) => !link)
    .map(({ name }) => name)
    .sort();
  const found = names.filter((name) => isMeant(name, word));
  if (found.length === 1) return join(folder, found[0]);
  if (found.length > 1) {
    const runs = `${counted(found.length, "run")}: ${listedFirst(found, 3)}`;
    throw new UsageError("RUN_AMBIGUOUS", "", `"${word}" may be ${runs}`, {
      found: word,
      remedies: ["write more of the name", "its short hash"],
    });
  }
  throw new UsageError("RUN_NOT_FOUND", "", `there is no run "${word}" in ${folder}/`, {
    found: word,
    remedies: ["write its path", `a name that \`recurra runs${inFolder(folder)}\` lists`],
  });
}

function isMeant(name: string, word: string): boolean {
  const parts = [name, name.replace(/^\d{4}-\d\d-\d\d-/, ""), hashOf(name) ?? ""];
  return parts.some((part) => part.startsWith(word));
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Whether a path of one word is a folder with a run.json in it, such as --out may have made. */
function holdsRun(path: string): boolean {
  return statSync(join(path, "run.json"), { throwIfNoEntry: false })?.isFile() ?? false;
}
