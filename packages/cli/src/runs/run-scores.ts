// The scores of a run beside those of the naive methods on the same rows. A forecast keeps them in run.json; a lab has them in
// result.json, where each lab has its own numbers: the table below says where its main one stands, and what it must beat.

import { entriesAt, listAt, member, numberAt, textAt } from "../input/json-value.ts";

export interface Measure {
  readonly name: string;
  readonly better: "less" | "more";
}

export interface Method {
  readonly name: string;
  readonly kind: "model" | "naive";
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

const less = (...names: readonly string[]): Measure[] => names.map((name) => ({ name, better: "less" }));

/** The scores in a forecast's run.json; undefined for a run that ended before them, or was made before they were kept. */
export function forecastScores(run: unknown): RunScores | undefined {
  const methods = listAt(run, "scores").map((score): Method => {
    const values = ["mae", "rmse", "mase"].map((name) => numberAt(score, name) ?? null);
    return { name: textAt(score, "name") ?? "?", kind: member(score, "kind") === "model" ? "model" : "naive", values };
  });
  const [count, from, to] = [
    numberAt(run, "windows", "count"),
    textAt(run, "windows", "from"),
    textAt(run, "windows", "to"),
  ];
  const over =
    count !== undefined && from !== undefined && to !== undefined
      ? `${count.toLocaleString("en-US")} windows, ${from} to ${to}`
      : undefined;
  return checked(less("MAE", "RMSE", "MASE"), methods, over);
}

interface LabScores {
  readonly measure: Measure;
  readonly methods: (results: unknown) => readonly (Omit<Method, "values"> & { readonly value: number | undefined })[];
  readonly over?: (results: unknown) => string | undefined;
}

const network = (name: string, value: number | undefined) => ({ name, kind: "model" as const, value });
const naive = (name: string, value: number | undefined) => ({ name, kind: "naive" as const, value });

/** `naive: { id: { name, loss } }`, as some labs tell it. */
function namedLosses(results: unknown) {
  return entriesAt(results, "naive").map(([id, found]) => naive(textAt(found, "name") ?? id, numberAt(found, "loss")));
}

function days(results: unknown): string | undefined {
  const [from, to] = [textAt(results, "test", "from"), textAt(results, "test", "to")];
  return from !== undefined && to !== undefined ? `test days ${from} to ${to}` : undefined;
}

const [mae, rmse, mse] = less("MAE", "RMSE", "MSE");

/** By lab. What is not here (gradients, shapes) has no one number that sums it up. */
const labs: Readonly<Record<string, LabScores>> = {
  denoise: {
    measure: mae,
    methods: (results) => [network("network", numberAt(results, "testLoss")), ...namedLosses(results)],
  },
  cells: {
    measure: mse,
    methods: (results) => [
      ...entriesAt(results, "cells").map(([cell, found]) => network(cell, numberAt(found, "testLoss"))),
      ...namedLosses(results),
    ],
  },
  signal: {
    measure: mse,
    methods: (results) => [
      network("network", numberAt(results, "further", "teacherForced", "mse")),
      naive("last value", numberAt(results, "further", "teacherForced", "naive", "lastValue")),
      naive("seasonal", numberAt(results, "further", "teacherForced", "naive", "seasonal")),
    ],
    over: () => "one point ahead, on the points after the held-out ones",
  },
  stock: {
    measure: rmse,
    methods: (results) => [
      network("network", numberAt(results, "teacherForced", "rmse")),
      naive("yesterday's price", numberAt(results, "teacherForced", "persistence", "rmse")),
    ],
    over: (results) => (days(results) === undefined ? undefined : `one day ahead, ${days(results)}`),
  },
  compare: {
    measure: rmse,
    methods: (results) => [
      ...entriesAt(results, "networks").map(([name, found]) => network(name, numberAt(found, "rmse"))),
      naive("yesterday's price", numberAt(results, "persistence", "rmse")),
    ],
    over: days,
  },
  direction: {
    measure: { name: "accuracy", better: "more" },
    methods: (results) => [
      ...listAt(results, "windows").map((found) =>
        network(`${numberAt(found, "length") ?? "?"} days`, numberAt(found, "accuracy")),
      ),
      naive(`always "${textAt(results, "baseClass") ?? "?"}"`, numberAt(results, "baseRate")),
    ],
  },
};

/** The scores in the `results` of a lab's result.json; undefined where the lab has no main score. */
export function labScores(lab: string, results: unknown): RunScores | undefined {
  if (!Object.hasOwn(labs, lab)) return undefined;
  const { measure, methods, over } = labs[lab];
  const found = methods(results).map(({ name, kind, value }): Method => ({ name, kind, values: [value ?? null] }));
  return checked([measure], found, over?.(results));
}

function checked(
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
