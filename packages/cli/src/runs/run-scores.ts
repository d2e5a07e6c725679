// The scores of a run beside those of naive and simple methods on the same rows. A forecast keeps them in run.json, a lab in
// result.json; all labs tell them in the same form.

import { counted } from "recurra/words";
import { listAt, member, numberAt, textAt } from "../input/json-value.ts";

interface Measure {
  readonly name: string;
  readonly better: "less" | "more";
}

interface Method {
  readonly name: string;
  readonly kind: "model" | "naive" | "simple";
  /** One value for each measure; null where it is not defined. */
  readonly values: readonly (number | null)[];
}

export interface RunScores {
  /** The first is the one that counts. */
  readonly measures: readonly Measure[];
  readonly methods: readonly Method[];
  /** Which rows, points or days the scores are taken on; undefined where that is not told. */
  readonly over?: string;
}

const MOST_METHODS = 50;
const MOST_MEASURES = 8;

const less = (...names: readonly string[]): Measure[] => names.map((name) => ({ name, better: "less" }));

function readKind(method: unknown): Method["kind"] {
  const kind = member(method, "kind");
  return kind === "model" || kind === "simple" ? kind : "naive";
}

/** The scores in a forecast's run.json; undefined for a run that ended before them, or was made before they were kept. */
export function readForecastScores(run: unknown): RunScores | undefined {
  const series = numberAt(run, "series");
  if (series !== undefined) return readManyScores(run, series);
  const methods = listAt(run, "scores").map((score): Method => {
    const values = ["mae", "rmse", "mase"].map((name) => numberAt(score, name) ?? null);
    return { name: textAt(score, "name") ?? "?", kind: readKind(score), values };
  });
  const [count, from, to] = [
    numberAt(run, "windows", "count"),
    textAt(run, "windows", "from"),
    textAt(run, "windows", "to"),
  ];
  const over =
    count !== undefined && from !== undefined && to !== undefined
      ? `${counted(count, "window")}, ${from} to ${to}`
      : undefined;
  return checkScores(less("MAE", "RMSE", "MASE"), methods, over);
}

/** Those of many series: means and medians over them. */
function readManyScores(run: unknown, series: number): RunScores | undefined {
  const methods = listAt(run, "scores").map((score): Method => {
    const values = ["mase", "median"].map((name) => numberAt(score, name) ?? null);
    return { name: textAt(score, "name") ?? "?", kind: readKind(score), values };
  });
  const cut = textAt(run, "cut");
  const rows = cut === undefined ? "the last part of each" : `from ${cut} on`;
  return checkScores(less("mean MASE", "median MASE"), methods, `${counted(series, "series", "series")}, ${rows}`);
}

function readMeasure(value: unknown): Measure | undefined {
  const [name, better] = [textAt(value, "name"), member(value, "better")];
  return name !== undefined && (better === "less" || better === "more") ? { name, better } : undefined;
}

/**
 * The score in a lab's result.json that sums up the run; undefined where none does (labs of several tasks), or where the
 * document holds none of this form.
 */
export function readLabScores(document: unknown): RunScores | undefined {
  const score = listAt(document, "scores").find((one) => member(one, "main") === true);
  const measures = listAt(score, "measures").slice(0, MOST_MEASURES).map(readMeasure);
  if (measures.length === 0 || !measures.every((measure) => measure !== undefined)) return undefined;
  const methods = listAt(score, "methods")
    .slice(0, MOST_METHODS)
    .map((method): Method => {
      const values = measures.map((_, at) => numberAt(method, "values", at) ?? null);
      return { name: textAt(method, "name") ?? "?", kind: readKind(method), values };
    });
  const parts = [textAt(score, "task"), textAt(score, "over")].filter((text) => text !== undefined);
  return checkScores(measures, methods, parts.length === 0 ? undefined : parts.join(", "));
}

function checkScores(
  measures: readonly Measure[],
  all: readonly Method[],
  over: string | undefined,
): RunScores | undefined {
  const methods = all.slice(0, MOST_METHODS).filter(({ values }) => values[0] !== null);
  if (!methods.some(({ kind }) => kind === "model")) return undefined;
  return { measures, methods, ...(over !== undefined && { over }) };
}

/** Whether the first value is better by the measure. */
export function isBetter(measure: Measure, one: number, other: number): boolean {
  return measure.better === "less" ? one < other : one > other;
}

/** A method and its main value. */
export interface Best {
  readonly name: string;
  readonly value: number;
}

/** The best of the models or of the naive methods, by the main measure. */
export function bestOf({ measures, methods }: RunScores, kind: Method["kind"]): Best | undefined {
  return methods
    .filter((method) => method.kind === kind)
    .map(({ name, values }) => ({ name, value: values[0] ?? Number.NaN }))
    .reduce<Best | undefined>(
      (best, one) => (best === undefined || isBetter(measures[0], one.value, best.value) ? one : best),
      undefined,
    );
}
