// What two to seven runs have in common and where they differ, and whether their scores may be held against each other.

import { grouped, listed } from "recurra/words";
import { entriesAt, numberAt, textAt } from "../input/json-value.ts";
import { figure } from "../terminal/amounts.ts";
import { lossOf, type RunEpochs, type RunPhase } from "./run-epochs.ts";
import { type Best, bestOf, isBetter } from "./run-scores.ts";
import type { RunSummary } from "./run-summary.ts";

/** A run under the letter that stands for it. */
export interface Compared {
  readonly letter: string;
  readonly run: RunSummary;
  readonly epochs: RunEpochs;
}

/** A setting or fact that is not the same in all; values in the order of the runs, undefined where a run has none. */
interface Difference {
  readonly name: string;
  readonly values: readonly unknown[];
}

/** The losses of one fit of each run that has it. */
export interface Overlay {
  readonly title: string;
  readonly kind: "validation loss" | "training loss";
  readonly curves: readonly { readonly letter: string; readonly values: readonly (number | null)[] }[];
}

export interface Comparison {
  readonly runs: readonly Compared[];
  readonly differences: readonly Difference[];
  /** Why the scores that there are cannot be compared; empty where they can. */
  readonly reasons: readonly string[];
  /** "C has no scores."; undefined where all runs have some. */
  readonly missing: string | undefined;
  /** The run with the best score, where two or more are comparable and one is better than all others. */
  readonly best: { readonly letter: string; readonly score: Best; readonly measure: string } | undefined;
  readonly overlays: readonly Overlay[];
  /** Why the losses are not comparable; undefined where they are. */
  readonly lossNote: string | undefined;
}

export const LETTERS = "ABCDEFG";

/** Compares runs, at least two and at most seven. */
export function compareSummaries(found: readonly (readonly [RunSummary, RunEpochs])[]): Comparison {
  const runs = found.map(([run, epochs], at): Compared => ({ letter: LETTERS[at], run, epochs }));
  const differences = differencesOf(runs);
  const scored = runs.filter(({ run }) => run.scores !== undefined);
  const reasons = reasonsAgainst(scored);
  return {
    runs,
    differences,
    reasons,
    missing: missing(runs.filter((compared) => !scored.includes(compared))),
    best: reasons.length === 0 && scored.length > 1 ? bestRun(scored) : undefined,
    overlays: overlaysOf(runs),
    lossNote: lossNote(runs, differences),
  };
}

function differencesOf(runs: readonly Compared[]): Difference[] {
  // The settings of different commands have but names in common.
  const alike = groupRuns(runs, ({ command }) => command).length === 1;
  const facts = runs.map(({ run: { record, command } }) => {
    const { json } = record;
    const told = new Map<string, unknown>([
      ["command", command],
      ["data", record.data?.file],
      ["data sha256", record.data?.sha256.slice(0, 12)],
      ["rows", numberAt(json, "data", "rows")],
      ...(alike ? entriesAt(json, "settings") : []),
      ["mode", textAt(json, "mode")],
      ["threads", numberAt(json, "threads")],
      ["recurra", record.recurra],
      ["node", textAt(json, "versions", "node")],
    ]);
    return told;
  });
  const names = new Set(facts.flatMap((told) => [...told.keys()]));
  return [...names]
    .map((name) => ({ name, values: facts.map((told) => told.get(name)) }))
    .filter(({ values }) => new Set(values.map((value) => JSON.stringify(value))).size > 1);
}

/** What must be the same for scores to be comparable: its value in words, and what is said where it is not the same. */
interface Ground {
  readonly of: (run: RunSummary) => string | undefined;
  readonly says: string;
}

const GROUNDS: readonly Ground[] = [
  {
    says: "They read different data",
    of: ({ record: { data } }) => data && `${data.file.replace(/^.*[\\/]/, "")} ${data.sha256.slice(0, 7)}`,
  },
  { says: "They forecast different columns", of: ({ record }) => textAt(record.json, "settings", "target") },
  {
    says: "They forecast different numbers of rows ahead",
    of: ({ record }) => describeHorizon(record.json),
  },
];

function describeHorizon(json: unknown): string | undefined {
  const horizon = numberAt(json, "settings", "horizon");
  return horizon === undefined ? undefined : grouped(horizon);
}

/** The rows that were scored; implied by the grounds, but for the part that was kept for the test. */
const WINDOWS: Ground = { says: "They were scored on different rows", of: ({ scores }) => scores?.over };

function reasonsAgainst(scored: readonly Compared[]): string[] {
  const reasons = differing(scored, { says: "They did different things", of: ({ command }) => command });
  if (reasons.length === 0) reasons.push(...GROUNDS.flatMap((ground) => differing(scored, ground)));
  if (reasons.length === 0) reasons.push(...differing(scored, WINDOWS));
  if (reasons.length === 0 && groupRuns(scored, naiveKey).length > 1) {
    reasons.push("The naive methods score differently, so the runs were scored on different rows or values.");
  }
  return reasons;
}

function missing(unscored: readonly Compared[]): string | undefined {
  if (unscored.length === 0) return undefined;
  return `${lettersOf(unscored)} ${unscored.length === 1 ? "has" : "have"} no scores.`;
}

/** "They forecast different columns: Close (A and B), Open (C)." */
function differing(runs: readonly Compared[], { of, says }: Ground): string[] {
  const groups = groupRuns(runs, (run) => of(run) ?? "none");
  if (groups.length < 2) return [];
  return [`${says}: ${groups.map((group) => `${of(group[0].run) ?? "none"} (${lettersOf(group)})`).join(", ")}.`];
}

function groupRuns(runs: readonly Compared[], key: (run: RunSummary) => string): Compared[][] {
  const groups = new Map<string, Compared[]>();
  for (const compared of runs) {
    const name = key(compared.run);
    groups.set(name, [...(groups.get(name) ?? []), compared]);
  }
  return [...groups.values()];
}

function lettersOf(group: readonly Compared[]): string {
  return listed(group.map(({ letter }) => letter));
}

/** What naive methods come to tells one set of rows from another: they need no model and no chance. */
function naiveKey({ scores }: RunSummary): string {
  const all = scores?.methods.filter(({ kind }) => kind === "naive") ?? [];
  // Seasons may be given, and then stand among the rivals of one run alone.
  const last = all.filter(({ name }) => name === "last value");
  const naive = last.length > 0 ? last : all;
  const rounded = naive.map(({ name, values }) => [name, values[0] === null ? null : figure(values[0])] as const);
  return JSON.stringify(rounded.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function bestRun(scored: readonly Compared[]): Comparison["best"] {
  const [first, ...rest] = scored.flatMap(({ letter, run: { scores } }) => {
    const score = scores && bestOf(scores, "model");
    return scores && score ? [{ letter, score, measure: scores.measures[0] }] : [];
  });
  const best = rest.reduce((a, b) => (isBetter(a.measure, b.score.value, a.score.value) ? b : a), first);
  const ties = [first, ...rest].filter(({ score }) => score.value === best.score.value);
  return ties.length > 1 ? undefined : { letter: best.letter, score: best.score, measure: best.measure.name };
}

/** The fits whose losses tell how training went: not those without validation where others have it, as a forecast's final fit. */
function chooseJudged({ epochs: { phases } }: Compared): readonly RunPhase[] {
  const validated = phases.filter(({ validationLoss }) => validationLoss.length > 0);
  return validated.length > 0 ? validated : phases;
}

/** Fits of the same name over each other; where every run has one fit, that one, whatever its name. */
function overlaysOf(runs: readonly Compared[]): Overlay[] {
  const trained = runs.filter((compared) => chooseJudged(compared).length > 0);
  if (trained.length === 0) return [];
  if (trained.every((compared) => chooseJudged(compared).length === 1)) {
    const names = new Set(trained.map((compared) => chooseJudged(compared)[0].name));
    return [
      overlay(
        names.size === 1 ? [...names][0] : "",
        trained.map((compared) => [compared.letter, chooseJudged(compared)[0]]),
      ),
    ];
  }
  const names = new Set(trained.flatMap((compared) => chooseJudged(compared).map(({ name }) => name)));
  return [...names].flatMap((name) => {
    const fits = trained.flatMap((compared) => {
      const phase = chooseJudged(compared).find((one) => one.name === name);
      return phase === undefined ? [] : [[compared.letter, phase] as const];
    });
    return fits.length < 2 ? [] : [overlay(name, fits)];
  });
}

function overlay(title: string, fits: readonly (readonly [letter: string, phase: RunPhase])[]): Overlay {
  const validated = fits.every(([, { validationLoss }]) => validationLoss.length > 0);
  return {
    title,
    kind: validated ? "validation loss" : "training loss",
    curves: fits.map(([letter, phase]) => ({ letter, values: validated ? lossOf(phase) : phase.trainLoss })),
  };
}

/** Settings by which a loss is measured; the scale of the data comes from the data. */
const LOSS_GROUNDS = [
  "command",
  "data sha256",
  "target",
  "inputs",
  "horizon",
  "loss",
  "test",
  "resample",
  "repair",
  "fill-gaps",
  "skip",
  "noise",
];

function lossNote(runs: readonly Compared[], differences: readonly Difference[]): string | undefined {
  if (runs.every((compared) => chooseJudged(compared).length === 0)) return undefined;
  const names = differences.map(({ name }) => name).filter((name) => LOSS_GROUNDS.includes(name));
  if (names.length === 0) return undefined;
  return `The runs differ in ${listed(names)}: look at the shapes of the curves, not at their heights.`;
}

/** "0.1% lower", "12% higher": the best model beside the best naive method of the same run; undefined where one is missing. */
export function besideNaive({ scores }: RunSummary): string | undefined {
  const [model, naive] = scores === undefined ? [] : [bestOf(scores, "model"), bestOf(scores, "naive")];
  if (model === undefined || naive === undefined || naive.value === 0) return undefined;
  const percent = (100 * Math.abs(model.value - naive.value)) / Math.abs(naive.value);
  if (percent < 0.05) return "the same";
  return `${percent < 10 ? percent.toFixed(1) : percent.toFixed(0)}% ${model.value < naive.value ? "lower" : "higher"}`;
}
