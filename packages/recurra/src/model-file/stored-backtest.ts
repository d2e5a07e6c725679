// How the model of a file scored, read as if a stranger had written it.

import type { BacktestSummary } from "../evaluation/index.ts";
import { isObject } from "../format/untrusted-json.ts";
import { type ModelFile, refusePart } from "./model-file.ts";

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

/** An object whose entries are these. */
interface Entries {
  readonly [name: string]: Form;
}
type Form = Check | Entries | readonly [Form];

const errors = { name: text, mae: error, rmse: error, mase: orNull(error) };
const score = { ...errors, kind: word("model", "naive") };
const summary = {
  windows: { count, stride: count, from: text, to: text },
  scores: [score],
  coverage: { level: share, measured: orNull(share) },
  verdict: { outcome: word("better", "no-better", "worse"), headline: text, sentence: text },
} as const satisfies Record<Exclude<keyof BacktestSummary, "simple">, Form>;

/** Files of earlier versions do not have it. */
const simple: Form = [{ ...errors, kind: word("simple") }];

/** The known entries of a value of this form, and whether it had others; undefined where it is of another form. */
function take(value: unknown, form: Form): { readonly known: unknown; readonly more: boolean } | undefined {
  if (typeof form === "function") return form(value) ? { known: value, more: false } : undefined;
  if (Array.isArray(form)) {
    const items = Array.isArray(value) ? value.map((one) => take(one, form[0] as Form)) : [undefined];
    if (items.includes(undefined)) return undefined;
    return { known: items.map((one) => one?.known), more: items.some((one) => one?.more) };
  }
  if (!isObject(value)) return undefined;
  const names = Object.keys(form);
  const items = names.map((name) => take(value[name], (form as Entries)[name]));
  if (items.includes(undefined)) return undefined;
  return {
    known: Object.fromEntries(names.map((name, i) => [name, items[i]?.known])),
    more: items.some((one) => one?.more) || Object.keys(value).length > names.length,
  };
}

/** A model's score never stands without a naive one, and comes first. */
function ordered(scores: unknown): boolean {
  const kinds = (scores as readonly { readonly kind: string }[]).map(({ kind }) => kind);
  return kinds.length >= 2 && kinds.every((kind, at) => (kind === "model") === (at === 0));
}

/**
 * What summariseBacktest gives. Refuses the file, naming the part, where it is of another form; entries that this version does not know
 * are left out where the file may grow, and refused otherwise.
 */
export function readBacktest(value: unknown, { file, grows }: Pick<ModelFile, "file" | "grows">): BacktestSummary {
  const parts = isObject(value) ? value : {};
  const form: Entries = parts.simple === undefined ? summary : { ...summary, simple };
  const wrong = Object.entries(form).find(([name, part]) => {
    const taken = take(parts[name], part);
    return taken === undefined || (!grows && taken.more) || (name === "scores" && !ordered(taken.known));
  });
  if (wrong) refusePart("backtest", file, `its ${wrong[0]} are missing or of another form`);
  const whole = take(value, form);
  if (whole === undefined || (!grows && whole.more)) return refusePart("backtest", file, "it has unknown entries");
  return whole.known as BacktestSummary;
}
