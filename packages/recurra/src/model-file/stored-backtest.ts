// How the model of a file scored, read as if a stranger had written it.

import type { BacktestSummary } from "../evaluation/index.ts";
import { isObject } from "../format/untrusted-json.ts";
import { refusePart } from "./model-file.ts";

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string";
const error: Check = (value) => typeof value === "number" && value >= 0 && value < Number.POSITIVE_INFINITY;
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 1;
const share: Check = (value) => typeof value === "number" && value >= 0 && value <= 1;

function word(...words: readonly string[]): Check {
  return (value) => words.includes(value as string);
}

function orNull(check: Check): Check {
  return (value) => value === null || check(value);
}

/** An object with these entries and no others. */
function entries(checks: Readonly<Record<string, Check>>): Check {
  return (value) =>
    isObject(value) &&
    Object.keys(value).every((name) => Object.hasOwn(checks, name)) &&
    Object.entries(checks).every(([name, check]) => check(value[name]));
}

const parts: Readonly<Record<keyof BacktestSummary, Check>> = {
  windows: entries({ count, stride: count, from: text, to: text }),
  scores: (value) =>
    Array.isArray(value) &&
    value.length >= 2 &&
    value.every(entries({ name: text, kind: word("model", "naive"), mae: error, rmse: error, mase: orNull(error) })) &&
    value.every(({ kind }, at) => (kind === "model") === (at === 0)),
  coverage: entries({ level: share, measured: orNull(share) }),
  verdict: entries({ outcome: word("better", "no-better", "worse"), headline: text, sentence: text }),
};

/** Refuses the file, naming the part, where it is not what summariseBacktest gives: a model's score never stands without a naive one. */
export function readBacktest(value: unknown, file: string): BacktestSummary {
  const wrong = Object.entries(parts).find(
    ([name, check]) => !check((value as Record<string, unknown> | null)?.[name]),
  );
  if (wrong) refusePart("backtest", file, `its ${wrong[0]} are missing or of another form`);
  if (!entries(parts)(value)) refusePart("backtest", file, "it has unknown entries");
  return value as BacktestSummary;
}
