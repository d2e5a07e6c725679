// A run as the commands about runs tell of it: what it was to do, how far it came, how it did, what it left on the disk.

import { basename, join, resolve } from "node:path";
import { listAt, member, parseJson, textAt } from "../input/json-value.ts";
import { readLimited } from "../input/limited-file.ts";
import { type RunStatus, runFiles } from "../run/run-form.ts";
import { type RunRecord, readRun } from "../run/run-record.ts";
import { readEpochs } from "./run-epochs.ts";
import { filesOf, type RunFile } from "./run-files.ts";
import { type RunScores, readForecastScores, readLabScores } from "./run-scores.ts";

interface Outcome {
  /** "good": better than without; "even": no difference shown; "bad": worse. */
  readonly tone: "good" | "even" | "bad";
  /** A word or two, for a table. */
  readonly word: string;
  readonly headline: string;
  readonly sentences: readonly string[];
}

export interface RunSummary {
  /** The folder's name. */
  readonly name: string;
  readonly path: string;
  readonly record: RunRecord;
  /** "forecast", "lab denoise". */
  readonly command: string;
  /** What it worked on: "Close, aapl.csv"; undefined for a lab that makes its own data. */
  readonly subject: string | undefined;
  readonly status: RunStatus;
  /** Why it failed or stopped, where run.json says so. */
  readonly reason: string | undefined;
  /** Milliseconds since 1970; undefined where run.json tells no time. */
  readonly started: number | undefined;
  /** From the start to the end, or to now while it runs; what its epochs took, where it was interrupted on the way. */
  readonly seconds: number | undefined;
  readonly outcome: Outcome | undefined;
  readonly scores: RunScores | undefined;
  readonly files: readonly RunFile[];
  readonly bytes: number;
}

/** A result.json with all predictions of a long test has a few megabytes. */
const MOST_RESULT_BYTES = 32 * 2 ** 20;

/** Reads a run's folder; `now` in milliseconds since 1970. Throws UsageError, with the reason, where it is none. */
export function runSummary(path: string, now: number): RunSummary {
  const record = readRun(path);
  const { json, status, lab, command } = record;
  const started = momentOf(record.started);
  const files = filesOf(path);
  return {
    name: basename(resolve(path)),
    path,
    record,
    command: lab === undefined ? command : `lab ${lab}`,
    subject: subjectOf(record),
    status,
    reason: record.error,
    started,
    seconds: secondsOf(record, path, started, now),
    outcome: outcomeOf(member(json, "verdict")),
    scores: lab === undefined ? readForecastScores(json) : readLabScores(resultOf(path)),
    files,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function momentOf(text: string | undefined): number | undefined {
  const moment = Date.parse(text ?? "");
  return Number.isFinite(moment) ? moment : undefined;
}

function secondsOf(
  { status, ended, resumed }: RunRecord,
  path: string,
  started: number | undefined,
  now: number,
): number | undefined {
  const end = momentOf(ended) ?? (status === "running" ? now : undefined);
  // A run that was gone on with lay dead in between, nobody knows how long.
  if (started !== undefined && end !== undefined && resumed === 0) return Math.max(0, (end - started) / 1000);
  const { phases } = readEpochs(path);
  return phases.length === 0 ? undefined : phases.reduce((sum, { seconds }) => sum + seconds, 0);
}

function subjectOf({ json, lab, data }: RunRecord): string | undefined {
  const file = data?.file;
  const target = lab === undefined ? textAt(json, "settings", "target") : undefined;
  const parts = [target, file?.replace(/^.*[\\/]/, "")].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(", ");
}

function resultOf(path: string): unknown {
  const file = readLimited(join(path, runFiles.lab.result), MOST_RESULT_BYTES);
  return file?.whole ? parseJson(file.text) : undefined;
}

const FORECAST: Readonly<Record<string, Pick<Outcome, "tone" | "word">>> = {
  better: { tone: "good", word: "better" },
  "no-better": { tone: "even", word: "no better" },
  worse: { tone: "bad", word: "worse" },
};

/** A forecast's verdict says better, no-better or worse than naive; a lab's has a tone and words of its own. */
function outcomeOf(verdict: unknown): Outcome | undefined {
  const outcome = textAt(verdict, "outcome");
  if (outcome === undefined) return undefined;
  const tone = (["good", "even", "bad"] as const).find((one) => one === member(verdict, "tone"));
  const sentences = listAt(verdict, "sentences").filter((text) => typeof text === "string");
  if (tone !== undefined) return { tone, word: tone, headline: outcome, sentences };
  if (!Object.hasOwn(FORECAST, outcome)) return undefined;
  const remarks = listAt(verdict, "remarks").filter((text) => typeof text === "string");
  const sentence = textAt(verdict, "sentence");
  return {
    ...FORECAST[outcome],
    headline: textAt(verdict, "headline") ?? FORECAST[outcome].word,
    sentences: [...(sentence === undefined ? [] : [sentence]), ...remarks],
  };
}

/** The short hash at the end of a name that recurra gave. */
export function hashOf(name: string): string | undefined {
  return /-([0-9a-f]{7})$/.exec(name)?.[1];
}
