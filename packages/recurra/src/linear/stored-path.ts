// A linear path as a model file has it: what is said in its metadata, and a tensor for each part.

import type { LinearScale } from "../evaluation/linear/linear-scale.ts";
import { isObject } from "../format/untrusted-json.ts";
import { type LinearPart, LinearPath, PLAIN } from "./linear-path.ts";

/** The entry "linear" of the metadata. */
export interface StoredPath {
  readonly parts: readonly {
    readonly scale: LinearScale["form"];
    readonly share: number;
    readonly lookback: number;
    /** Of logarithms: the smallest value that one is taken of, and the ends of forecasts on that scale. */
    readonly least?: number;
    readonly floor?: number;
    readonly ceiling?: number;
    /** Effects that it has of columns that are known ahead, one each; absent where it has none. */
    readonly ahead?: number;
  }[];
  readonly limit?: number;
  /** The share of the network. */
  readonly network: number;
}

/** The name of a part's weights, [lookback - 1, horizon]. */
function tensorName(form: LinearScale["form"], effects: boolean): string {
  return `linear.${form}.${effects ? "ahead." : ""}weight`;
}

/** The name of its effects, [columns known ahead]. */
function effectsName(form: LinearScale["form"]): string {
  return `linear.${form}.ahead.effects`;
}

export function storePath({ parts, limit }: LinearPath, network: number): StoredPath {
  return {
    parts: parts.map(({ scale, share, lookback, effects }) => {
      const { form, ...ends } = scale;
      const more = { ...(form === "log" ? (ends as object) : {}), ...(effects && { ahead: effects.length }) };
      return { scale: form, share, lookback, ...more };
    }),
    ...(limit === undefined ? {} : { limit }),
    network,
  };
}

/** The tensors of a path that has weights. */
export function* pathTensors(path: LinearPath): Generator<readonly [string, readonly number[], Float32Array]> {
  for (const { scale, lookback, weights, effects } of path.parts) {
    if (lookback > 1) yield [tensorName(scale.form, effects !== undefined), [lookback - 1, path.horizon], weights];
    if (effects) yield [effectsName(scale.form), [effects.length], effects];
  }
}

/** The shapes of the tensors that a stored path needs, by name. */
export function pathShapes({ parts }: StoredPath, horizon: number): Map<string, readonly number[]> {
  return new Map(
    parts.flatMap(({ scale, lookback, ahead }): [string, readonly number[]][] => [
      ...(lookback > 1
        ? [[tensorName(scale, ahead !== undefined), [lookback - 1, horizon]] as [string, number[]]]
        : []),
      ...(ahead === undefined ? [] : [[effectsName(scale), [ahead]] as [string, number[]]]),
    ]),
  );
}

/** The path of a stored one, with the numbers of its tensors. */
export function restorePath(stored: StoredPath, horizon: number, numbers: (name: string) => Float32Array): LinearPath {
  const parts = stored.parts.map(({ scale: form, share, lookback, ahead, ...ends }): LinearPart => {
    const scale = form === "plain" ? PLAIN : ({ form, ...ends } as LinearScale);
    const weights = lookback > 1 ? numbers(tensorName(form, ahead !== undefined)) : new Float32Array();
    return { scale, share, lookback, weights, ...(ahead !== undefined && { effects: numbers(effectsName(form)) }) };
  });
  return new LinearPath(horizon, parts, stored.limit);
}

/** Rows that a stored path may look back on: beyond what any series has. */
const MOST_ROWS = 2 ** 20;

/** What is wrong with a value that should be a stored path beside so many columns that are known ahead; undefined where nothing is. */
export function pathFault(value: unknown, ahead = 0): string | undefined {
  if (!isObject(value)) return "it is not a JSON object";
  const { parts, limit, network, ...others } = value;
  if (!Array.isArray(parts) || parts.length < 1 || parts.length > 4 || !parts.every(isPart)) {
    return "its parts are not one or two of { scale, share, lookback }";
  }
  if (parts.some((part) => part.ahead !== undefined && part.ahead !== ahead)) {
    return `a part has not ${ahead} effects of columns that are known ahead`;
  }
  if (new Set(parts.map((part) => `${part.scale} ${part.ahead}`)).size < parts.length) {
    return "it has two parts of one scale";
  }
  const shares = parts.reduce((sum, { share }) => sum + share, 0);
  if (Math.abs(shares - 1) > 1e-9) return "the shares of its parts do not make 1";
  if (limit !== undefined && !isPositive(limit)) return "its limit is not a number above 0";
  if (network !== 0 && network !== 0.5 && network !== 1) return "its network is not 0, 0.5 or 1";
  return Object.keys(others).length > 0
    ? `it has the unknown entry ${JSON.stringify(Object.keys(others)[0])}`
    : undefined;
}

function isPart(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { scale, share, lookback, least, floor, ceiling, ahead, ...others } = value;
  const rows = Number.isSafeInteger(lookback) && (lookback as number) >= 1 && (lookback as number) <= MOST_ROWS;
  if (!rows || !(isPositive(share) && (share as number) <= 1) || Object.keys(others).length > 0) return false;
  if (ahead !== undefined && !Number.isSafeInteger(ahead)) return false;
  if (scale === "plain") return least === undefined && floor === undefined && ceiling === undefined;
  const ends = Number.isFinite(floor) && Number.isFinite(ceiling) && (floor as number) <= (ceiling as number);
  return scale === "log" && isPositive(least) && ends && (ceiling as number) <= 709;
}

function isPositive(value: unknown): boolean {
  return typeof value === "number" && value > 0 && Number.isFinite(value);
}
