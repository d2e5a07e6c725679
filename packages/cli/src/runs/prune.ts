// `recurra runs prune`: removes run folders by rule.
//
// Nothing is removed by a path that was written down earlier: of each run the folder is held (as a run holds it) and looked at
// once more, then its own files are removed one by one, and at last the empty folder. So no link is followed, nothing that
// recurra did not write can go, and whatever stops the removal leaves a folder that says what it is.

import { lstatSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { counted, grouped } from "recurra/words";
import { readGiven } from "../input/option-values.ts";
import { CHECKPOINTS, type RunStatus, runFiles } from "../run/run-form.ts";
import { LOCK, RunLock } from "../run/run-lock.ts";
import { isRunFolder } from "../run/run-record.ts";
import { size } from "../terminal/amounts.ts";
import { exitCode, UsageError } from "../terminal/failure.ts";
import { formatTable } from "../terminal/table.ts";
import { printable, styled, terminalWidth, wrap } from "../terminal/terminal.ts";
import { clipped, moment, statusStyle } from "./list.ts";
import { filesOf } from "./run-files.ts";
import type { RunSummary } from "./run-summary.ts";
import { runsIn } from "./runs-in.ts";
import { rules as optionRules, type PruneTexts, statusRule } from "./settings.ts";

export interface PruneRules {
  /** The newest so many stay. */
  readonly keep?: number;
  /** Only what started more days ago. */
  readonly olderThan?: number;
  readonly status?: readonly RunStatus[];
}

/** A run that the rules let go, but that stays. */
export interface KeptRun {
  readonly run: RunSummary;
  readonly reason: string;
}

export interface PrunePlan {
  readonly going: readonly RunSummary[];
  readonly kept: readonly KeptRun[];
}

const DAY = 86_400_000;

/** What goes: what every rule lets go, and is neither running nor mixed with other files. `runs`: the newest first. */
export function planPrune(runs: readonly RunSummary[], rules: PruneRules, now: number): PrunePlan {
  const { keep = 0, olderThan, status } = rules;
  const chosen = runs.filter((run, at) => {
    if (at < keep || (status !== undefined && !status.includes(run.status))) return false;
    // Without a time it cannot be called old.
    return olderThan === undefined || (run.started !== undefined && now - run.started > olderThan * DAY);
  });
  const judged = chosen.map((run) => ({ run, reason: reasonToStay(run) }));
  return {
    going: judged.filter(({ reason }) => reason === undefined).map(({ run }) => run),
    kept: judged.flatMap(({ run, reason }) => (reason === undefined ? [] : [{ run, reason }])),
  };
}

function reasonToStay({ status, path }: Pick<RunSummary, "status" | "path">): string | undefined {
  if (status === "running") return "it is running";
  const others = filesOf(path).filter(({ own }) => !own);
  if (others.length === 0) return undefined;
  const [first] = others;
  const more = others.length === 1 ? "" : ` and ${grouped(others.length - 1)} more`;
  return `it holds ${clipped(first.name, 40)}${more}, which recurra did not write`;
}

/** Runs the command; returns the exit code. */
export function pruneRuns(texts: PruneTexts): number {
  const rules = rulesOf(texts);
  const now = Date.now();
  const { going, kept } = planPrune(runsIn(texts.in, now).runs, rules, now);
  const removed: RunSummary[] = [];
  const stayed = [...kept];
  if (texts.yes) {
    for (const run of going) {
      const reason = removeRun(run.path);
      if (reason === undefined) removed.push(run);
      else stayed.push({ run, reason });
    }
  }
  const told = texts.yes ? removed : going;
  if (texts.json) process.stdout.write(pruneJson(texts.in, told, stayed, texts.yes === true));
  else process.stdout.write(pruneText(told, stayed, texts.yes === true, terminalWidth()));
  return stayed.length > kept.length ? exitCode.failed : exitCode.done;
}

function rulesOf({ keep, olderThan, status }: PruneTexts): PruneRules {
  if (keep === undefined && olderThan === undefined && status === undefined) {
    throw new UsageError("PRUNE_NO_RULE", "", "prune needs a rule", {
      remedies: [
        ["give ", { option: "keep", like: "N" }],
        [{ option: "olderThan", like: "DAYS" }],
        [{ option: "status", value: "failed,interrupted" }],
        "several",
      ],
    });
  }
  return {
    keep: readGiven("keep", optionRules.keep, keep),
    olderThan: readGiven("olderThan", optionRules.olderThan, olderThan),
    status: readGiven("status", statusRule("done", "interrupted", "failed"), status),
  };
}

/** Removes a run; undefined when it is gone, else why it is not. */
export function removeRun(path: string): string | undefined {
  try {
    if (!lstatSync(path).isDirectory() || !isRunFolder(path)) return "it is no run any more";
    const lock = RunLock.take(path);
    if (!(lock instanceof RunLock)) return "it is running";
    try {
      const reason = reasonToStay({ status: "done", path });
      if (reason !== undefined) return reason;
      // run.json goes last of the files: until then this is a run.
      const last = [runFiles.lab.run, LOCK];
      const names = filesOf(path).map(({ name }) => name);
      for (const name of names.filter((one) => !last.includes(one))) rmSync(join(path, name), { force: true });
      removeFolder(join(path, CHECKPOINTS));
      for (const name of last) rmSync(join(path, name), { force: true });
      rmdirSync(path);
      return undefined;
    } finally {
      lock.release();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return `it cannot be removed (${code ?? message})`;
  }
}

/** Removes an empty folder, where it is there. */
function removeFolder(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) rmdirSync(path);
}

function sum(runs: readonly RunSummary[]): number {
  return runs.reduce((total, { bytes }) => total + bytes, 0);
}

function pruneJson(folder: string, told: readonly RunSummary[], kept: readonly KeptRun[], yes: boolean): string {
  const plain = ({ name, path, status, bytes }: RunSummary) => ({ name, path, status, bytes });
  const document = {
    format: "recurra-prune/1",
    folder,
    /** False: this is what would go. */
    removed: yes,
    runs: told.map(plain),
    bytes: sum(told),
    kept: kept.map(({ run, reason }) => ({ ...plain(run), reason })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** What would go, or went, and what stays although the rules let it go. */
export function pruneText(told: readonly RunSummary[], kept: readonly KeptRun[], yes: boolean, width: number): string {
  const amount = `${counted(told.length, "run")}, ${size(sum(told))}`;
  const lines =
    told.length === 0
      ? [yes || kept.length > 0 ? "Nothing was removed." : "No run is let go by these rules."]
      : [
          yes ? `Removed ${amount}:` : `Would remove ${amount}:`,
          ...formatTable(
            [
              { title: "", cells: told.map(({ name }) => `  ${clipped(name, 64)}`) },
              {
                title: "",
                cells: told.map(({ status }) => status),
                align: "left",
                paint: (text, row) => styled(statusStyle[told[row].status], text),
              },
              {
                title: "",
                cells: told.map(({ started }) => (started === undefined ? "-" : moment(started))),
                optional: 1,
              },
              { title: "", cells: told.map(({ bytes }) => size(bytes)) },
            ],
            width,
          ).slice(1),
        ];
  const stays = kept.map(({ run, reason }) => wrap(`${clipped(run.name, 64)} stays: ${printable(reason)}.`, width));
  if (stays.length > 0) lines.push("", ...stays.map((line) => styled("yellow", line)));
  if (!yes && told.length > 0) lines.push("", `Nothing was removed. Add ${styled("bold", "--yes")} to remove.`);
  return `\n${lines.join("\n")}\n\n`;
}
