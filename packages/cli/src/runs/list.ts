// `recurra runs`: the runs of a folder as a table, the newest first.

import { readOption } from "recurra/core";
import { counted, grouped, listedFirst } from "recurra/words";
import { readGiven } from "../input/option-values.ts";
import type { RunStatus } from "../run/run-form.ts";
import { figure, size, span } from "../terminal/amounts.ts";
import { exitCode } from "../terminal/failure.ts";
import { type Column, formatTable, totalWidth } from "../terminal/table.ts";
import { printable, type Style, styled, terminalWidth, wrap } from "../terminal/terminal.ts";
import { inFolder, RUNS } from "./in-folder.ts";
import { runJson } from "./json.ts";
import { bestOf, isBetter } from "./run-scores.ts";
import { hashOf, type RunSummary } from "./run-summary.ts";
import { type RunsFound, runsIn, type Stranger } from "./runs-in.ts";
import { type ListTexts, type ORDERS, rules, statusRule } from "./settings.ts";

const status = statusRule("done", "running", "interrupted", "failed");

/** Runs the command; returns the exit code. */
export function listRuns(texts: ListTexts): number {
  const wanted = readGiven("status", status, texts.status);
  const limit = readGiven("limit", rules.limit, texts.limit) ?? Number.POSITIVE_INFINITY;
  const order = readOption("", "sort", rules.sort, texts.sort);
  const now = Date.now();
  const found = runsIn(texts.in, now);
  const chosen = found.runs
    .filter((run) => wanted === undefined || wanted.includes(run.status))
    .filter(({ command }) => texts.command === undefined || `${command} `.startsWith(`${texts.command.trim()} `));
  const shown = sortRuns(chosen, order).slice(0, limit);
  if (texts.json) {
    const runs = shown.map(runJson);
    const document = {
      format: "recurra-runs/1",
      folder: texts.in,
      total: found.runs.length,
      runs,
      others: found.strangers,
    };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    process.stdout.write(listText(found, shown, now, terminalWidth()));
  }
  return exitCode.done;
}

/** A sort that leaves the newest first among equals; what has no value comes last. */
export function sortRuns(runs: readonly RunSummary[], order: (typeof ORDERS)[number]): readonly RunSummary[] {
  if (order === "started") return runs;
  if (order === "name") return runs.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const key = (run: RunSummary): number => {
    if (order === "size") return -run.bytes;
    if (order === "duration") return -(run.seconds ?? -1);
    return againstNaive(run) ?? Number.POSITIVE_INFINITY;
  };
  return runs.toSorted((a, b) => (key(a) === key(b) ? 0 : key(a) - key(b)));
}

/** The error as a share of the best naive one, or the naive accuracy as a share of the run's: below 1 is better than naive. */
function againstNaive({ scores }: RunSummary): number | undefined {
  const [model, naive] = scores === undefined ? [] : [bestOf(scores, "model"), bestOf(scores, "naive")];
  if (scores === undefined || model === undefined || naive === undefined) return undefined;
  const share = scores.measures[0].better === "less" ? model.value / naive.value : naive.value / model.value;
  return Number.isFinite(share) ? share : undefined;
}

/** The table, with what else lies in the folder, and with a line end at its end. */
export function listText(found: RunsFound, shown: readonly RunSummary[], now: number, width: number): string {
  const place = printable(found.folder.replace(/[\\/]+$/, "") || found.folder);
  const lines = [
    ...(shown.length === 0 ? [wrap(emptySentence(found, place), width)] : runTable(shown, now, width)),
    ...strangerLines(found.strangers, width),
  ];
  const count =
    shown.length < found.runs.length ? `${grouped(shown.length)} of ${counted(found.runs.length, "run")}` : "";
  const total = found.runs.reduce((sum, { bytes }) => sum + bytes, 0);
  const note = `${count || counted(shown.length, "run")} in ${place}/, ${size(total)} in all.`;
  const hint =
    shown.length > 0
      ? ` \`recurra runs show ${idOf(shown[0], shown)}${printable(inFolder(found.folder))}\` shows one.`
      : "";
  if (found.runs.length > 0) lines.push("", styled("dim", wrap(`${note}${hint}`, width)));
  return `\n${lines.join("\n")}\n\n`;
}

function emptySentence({ runs }: RunsFound, place: string): string {
  if (runs.length > 0) return `None of the ${counted(runs.length, "run")} in ${place}/ is of that kind.`;
  if (place === RUNS) return "There are no runs in runs/ yet. `recurra forecast FILE` and `recurra lab NAME` make one.";
  return `There are no runs in ${place}/.`;
}

const MOST_STRANGERS = 5;

function strangerLines(strangers: readonly Stranger[], width: number): string[] {
  if (strangers.length === 0) return [];
  const named = strangers.map(({ name, reason }) => `${clipped(name, 40)} (${clipped(reason, 80)})`);
  const text = `Not runs: ${listedFirst(named, MOST_STRANGERS)}.`;
  return ["", styled("dim", wrap(text, width))];
}

/** A text that a terminal can show, no longer than `most`. */
export function clipped(text: string, most: number): string {
  const shown = printable(text);
  return shown.length > most ? `${shown.slice(0, most - 1)}…` : shown;
}

/** The shortest sure way to name a run: its short hash where no other run has it, else its name. */
function idOf(run: RunSummary, runs: readonly RunSummary[]): string {
  const hash = hashOf(run.name);
  const alone = hash !== undefined && runs.filter(({ name }) => hashOf(name) === hash).length === 1;
  return alone ? hash : clipped(run.name, 32);
}

export const statusStyle: Readonly<Record<RunStatus, Style>> = {
  done: "green",
  running: "cyan",
  interrupted: "yellow",
  failed: "red",
};

export const toneStyle = { good: "green", even: "yellow", bad: "red" } as const;

/** The richest table that fits: with whole names, else with short hashes beside what was run. */
function runTable(runs: readonly RunSummary[], now: number, width: number): string[] {
  const of = columnsOf(runs, now);
  const tables = [
    [of.name, of.status, of.started, of.took, of.outcome, of.score, of.naive, of.size],
    [of.id, of.command(36), of.result, of.score, of.naive, of.age, of.took, of.size],
    [of.id, of.command(36), of.result, of.score, of.naiveValue, of.age, of.took, of.size],
    [of.id, of.command(36), of.result, of.score, of.naiveValue, of.age],
  ];
  const last = [of.id, of.command(24), of.result, of.score, of.naiveValue, of.age];
  return dimTitles(formatTable(tables.find((columns) => totalWidth(columns) <= width) ?? last, width));
}

function dimTitles([titles, ...rows]: readonly string[]): string[] {
  return [styled("dim", titles), ...rows];
}

function columnsOf(runs: readonly RunSummary[], now: number) {
  const column = (title: string, cell: (run: RunSummary) => string, more: Partial<Column> = {}): Column => ({
    title,
    cells: runs.map(cell),
    align: "left",
    ...more,
  });
  const byStatus = (text: string, row: number): string => styled(statusStyle[runs[row].status], text);
  const byOutcome = (text: string, row: number): string => {
    const { outcome } = runs[row];
    return outcome === undefined ? text : styled(toneStyle[outcome.tone], text);
  };
  const byScore = (text: string, row: number): string => (beatsNaive(runs[row]) ? styled("bold", text) : text);
  return {
    name: column("run", ({ name }) => clipped(name, 64), { paint: (text) => styled("bold", text) }),
    id: column("run", (run) => idOf(run, runs), { paint: (text) => styled("bold", text) }),
    command: (most: number) => column("of", (run) => clipped(commandText(run), most)),
    status: column("status", ({ status }) => status, { paint: byStatus }),
    outcome: column("outcome", ({ outcome }) => outcome?.word ?? "-", { paint: byOutcome }),
    // What is done has an outcome; what has none shows its status.
    result: column("outcome", ({ status, outcome }) => (status === "done" && outcome?.word) || status, {
      paint: (text, row) => (runs[row].status === "done" ? byOutcome : byStatus)(text, row),
    }),
    started: column("started, UTC", ({ started }) => (started === undefined ? "-" : moment(started))),
    age: column("age", ({ started }) => (started === undefined ? "-" : age(now - started)), {
      align: "right",
      optional: 3,
    }),
    took: column("took", ({ seconds }) => (seconds === undefined ? "-" : span(seconds)), {
      align: "right",
    }),
    score: column("score", scoreText, { align: "right", optional: 1, paint: byScore }),
    naive: column("best naive", naiveText, { paint: (text) => styled("dim", text) }),
    naiveValue: column("naive", (run) => naiveText(run).replace(/ .*/, ""), {
      align: "right",
      optional: 2,
      paint: (text) => styled("dim", text),
    }),
    size: column("size", ({ bytes }) => size(bytes), { align: "right" }),
  };
}

function commandText({ command, subject }: RunSummary): string {
  return subject === undefined ? command : `${command} ${subject.replace(/ \(bundled\)$/, "")}`;
}

function scoreText({ scores }: RunSummary): string {
  const best = scores && bestOf(scores, "model");
  return scores && best ? `${scores.measures[0].name} ${figure(best.value)}` : "-";
}

function naiveText({ scores }: RunSummary): string {
  const best = scores && bestOf(scores, "naive");
  return best ? `${figure(best.value)} ${clipped(best.name, 24)}` : "-";
}

function beatsNaive({ scores }: RunSummary): boolean {
  const [model, naive] = scores === undefined ? [] : [bestOf(scores, "model"), bestOf(scores, "naive")];
  return (
    scores !== undefined &&
    model !== undefined &&
    naive !== undefined &&
    isBetter(scores.measures[0], model.value, naive.value)
  );
}

/** "2026-11-21 21:51". */
export function moment(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 16).replace("T", " ");
}

/** One unit, rounded down: "12 s", "5 min", "3 h", "12 d". */
function age(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds / 1000);
  const units = [
    [86_400, "d"],
    [3600, "h"],
    [60, "min"],
  ] as const;
  const unit = units.find(([length]) => seconds >= length);
  return unit === undefined ? `${Math.floor(seconds)} s` : `${Math.floor(seconds / unit[0])} ${unit[1]}`;
}
