// The series of a fit as a model file has them: as tensors, for there may be a hundred thousand.
//
//   series.ids [bytes]           the UTF-8 of a JSON list of the ids, a byte a number
//   series.numbers [n, 6]        of each its unit, what it errs, first and last time (none: the first behind the last), and the least and the most
//                                that is forecast (none: the largest number there is)
//   own.parts [k, 8]             of each part of a path of its own: the series, the scale (0 plain, 1 log), its share and lookback, least, floor and
//                                ceiling of logarithms, and the limit (0: none)
//   own.weight [rows, horizon]   the weights of all parts, one behind the other
//   own.choices [m, 5]           how models of these paths were chosen: the series, scale, lookback, anchor (-1: the shared path), lambda (-1: infinity)

import type { Bounds } from "../data/bounds.ts";
import type { LinearChoice } from "../evaluation/linear/fit-linear.ts";
import type { LinearScale } from "../evaluation/linear/linear-scale.ts";
import { parseUntrusted } from "../format/untrusted-json.ts";
import { type LinearPart, LinearPath, PLAIN } from "../linear/linear-path.ts";
import { type ModelFile, refuse } from "../model-file/model-file.ts";
import { doublesOf, shapeOf, tensorOf } from "../model-file/stored-network.ts";
import type { Member } from "./global-fitted.ts";

export type StoredTensor = readonly [name: string, shape: readonly number[], data: Float32Array | Float64Array];

const [NUMBERS, PART, CHOICE] = [6, 8, 5];
const NONE = Number.MAX_VALUE;
/** One for all series without a path of their own. */
const NO_CHOICES: readonly LinearChoice[] = [];
const FORMS = ["plain", "log"] as const;
/** Rows that a stored path may look back on: beyond what any series has. */
const MOST_ROWS = 2 ** 20;
const SERIES = "list of series";

/** The tensors of these series. */
export function* memberTensors(members: ReadonlyMap<string, Member>, horizon: number): Generator<StoredTensor> {
  const bytes = new TextEncoder().encode(JSON.stringify([...members.keys()]));
  yield ["series.ids", [bytes.length], Float32Array.from(bytes)];
  const all = [...members.values()];
  const numbers = new Float64Array(all.length * NUMBERS);
  for (const [at, { unit, errs, from, to, bounds }] of all.entries()) {
    const [first, last] = from <= to ? [from, to] : [1, 0];
    numbers.set([unit, errs, first, last, bounds?.min ?? -NONE, bounds?.max ?? NONE], at * NUMBERS);
  }
  yield ["series.numbers", [all.length, NUMBERS], numbers];
  const parts = all.flatMap(({ own }, at) => (own?.parts ?? []).map((part) => ({ part, at, limit: own?.limit ?? 0 })));
  if (parts.length > 0) {
    const rows = parts.flatMap(({ part: { scale, share, lookback }, at, limit }) => [
      ...[at, FORMS.indexOf(scale.form), share, lookback],
      ...(scale.form === "log" ? [scale.least, scale.floor, scale.ceiling] : [0, 0, 0]),
      limit,
    ]);
    yield ["own.parts", [parts.length, PART], Float64Array.from(rows)];
    const count = parts.reduce((sum, { part }) => sum + part.weights.length, 0);
    const weights = new Float32Array(count);
    let end = 0;
    for (const { part } of parts) {
      weights.set(part.weights, end);
      end += part.weights.length;
    }
    yield ["own.weight", [count / horizon, horizon], weights];
  }
  const choices = all.flatMap(({ choices: own }, at) => own.map((choice) => ({ choice, at })));
  if (choices.length === 0) return;
  const rows = choices.flatMap(({ choice: { form, lookback, anchor, lambda }, at }) => [
    ...[at, FORMS.indexOf(form), lookback],
    ...[anchor === "prior" ? -1 : anchor, lambda === Number.POSITIVE_INFINITY ? -1 : lambda],
  ]);
  yield ["own.choices", [choices.length, CHOICE], Float64Array.from(rows)];
}

/** The names of the tensors that a file may have of its series. */
export const MEMBER_TENSORS = ["series.ids", "series.numbers", "own.parts", "own.weight", "own.choices"] as const;

/** The series of a file. Throws FormatError, naming what is wrong in it. */
export function readMembers(model: ModelFile, horizon: number): Map<string, Member> {
  const ids = readIds(model);
  const numbers = doublesOf(model, "series.numbers", [ids.length, NUMBERS], SERIES);
  const paths = readPaths(model, ids.length, horizon);
  const choices = readChoices(model, ids.length);
  return new Map(
    ids.map((id, at): [string, Member] => {
      const [unit, errs, from, to, min, max] = numbers.subarray(at * NUMBERS, (at + 1) * NUMBERS);
      if (!(unit > 0) || !(errs >= 0) || !(min < max)) wrong(model, "series.numbers", at);
      const times = from <= to ? { from, to } : { from: Number.NaN, to: Number.NaN };
      const bounds: Bounds | undefined =
        min === -NONE && max === NONE ? undefined : { ...(min !== -NONE && { min }), ...(max !== NONE && { max }) };
      return [id, { id, unit, errs, bounds, ...times, own: paths.get(at), choices: choices.get(at) ?? NO_CHOICES }];
    }),
  );
}

function wrong({ file }: ModelFile, name: string, row: number): never {
  return refuse("MODEL_WEIGHTS", file, `tensor "${name}" has a row ${row} that cannot be`);
}

function readIds(model: ModelFile): string[] {
  const name = "series.ids";
  const [count = 0] = shapeOf(model, name) ?? [];
  const bytes = Uint8Array.from(tensorOf(model, name, [count], SERIES));
  const fail = (problem: string): never =>
    refuse("MODEL_WEIGHTS", model.file, `tensor "${name}" is no list of ids: it ${problem}`);
  const [rows = 0] = shapeOf(model, "series.numbers") ?? [];
  const ids = parseUntrusted(new TextDecoder().decode(bytes), { depth: 1, values: rows + 2 }, fail);
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === "string")) return fail("is no list of texts");
  if (new Set(ids).size < ids.length) fail("has an id twice");
  return ids;
}

function readPaths(model: ModelFile, count: number, horizon: number): Map<number, LinearPath> {
  const paths = new Map<number, LinearPath>();
  const name = "own.parts";
  const length = shapeOf(model, name)?.[0];
  if (length === undefined) return paths;
  const rows = doublesOf(model, name, [length, PART], "paths");
  const parts = Array.from({ length }, (_, i) => {
    const [at, form, share, lookback, least, floor, ceiling, limit] = rows.subarray(i * PART, (i + 1) * PART);
    const places = Number.isInteger(at) && at >= 0 && at < count && (form === 0 || form === 1);
    const sizes = Number.isInteger(lookback) && lookback >= 1 && lookback <= MOST_ROWS && share > 0 && share <= 1;
    const ends = form === 0 || (least > 0 && floor <= ceiling && ceiling <= 709);
    if (!(places && sizes && ends && limit >= 0)) wrong(model, name, i);
    const scale: LinearScale = form === 0 ? PLAIN : { form: "log", least, floor, ceiling };
    return { at, limit, part: { scale, share, lookback } };
  });
  const total = parts.reduce((sum, { part }) => sum + part.lookback - 1, 0);
  const weights = tensorOf(model, "own.weight", [total, horizon], "paths");
  let from = 0;
  const taken = parts.map(({ at, limit, part }) => {
    const size = (part.lookback - 1) * horizon;
    from += size;
    return { at, limit, part: { ...part, weights: weights.slice(from - size, from) } };
  });
  for (let i = 0; i < length; ) {
    const { at, limit } = taken[i];
    const own: LinearPart[] = [];
    const first = i;
    for (; i < length && taken[i].at === at; i++) own.push(taken[i].part);
    const shares = own.reduce((sum, { share }) => sum + share, 0);
    const forms = new Set(own.map(({ scale }) => scale.form));
    if (paths.has(at) || forms.size < own.length || Math.abs(shares - 1) > 1e-9) wrong(model, name, first);
    paths.set(at, new LinearPath(horizon, own, limit === 0 ? undefined : limit));
  }
  return paths;
}

function readChoices(model: ModelFile, count: number): Map<number, LinearChoice[]> {
  const choices = new Map<number, LinearChoice[]>();
  const name = "own.choices";
  const length = shapeOf(model, name)?.[0];
  if (length === undefined) return choices;
  const rows = doublesOf(model, name, [length, CHOICE], "paths");
  for (let i = 0; i < length; i++) {
    const [at, form, lookback, anchor, lambda] = rows.subarray(i * CHOICE, (i + 1) * CHOICE);
    const whole =
      [at, form, lookback, anchor].every(Number.isInteger) && at >= 0 && at < count && form >= 0 && form < 2;
    const sizes = lookback >= 2 && lookback <= MOST_ROWS && anchor >= -1 && (lambda === -1 || lambda > 0);
    if (!(whole && sizes)) wrong(model, name, i);
    const choice: LinearChoice = {
      ...{ form: FORMS[form], lookback },
      anchor: anchor === -1 ? "prior" : anchor,
      lambda: lambda === -1 ? Number.POSITIVE_INFINITY : lambda,
    };
    choices.set(at, [...(choices.get(at) ?? []), choice]);
  }
  return choices;
}
