// The intervals of a file, read as if a stranger had written them.

import type { Intervals } from "../evaluation/index.ts";
import { isObject } from "../format/untrusted-json.ts";
import { type ModelFile, refusePart } from "./model-file.ts";

const KNOWN = ["level", "scale", "radius", "note"];
/** Files of earlier versions do not have them, and earlier versions pass over them: what they read are intervals too. */
const ADDED = ["shape", "further", "beyond", "own", "paths"];
const UNITS: readonly unknown[] = ["absolute", "relative", "value", "change"];

/**
 * Undefined where the file has none. Refuses the file where they are of another form; entries that this version does not know are left out
 * where the file may grow, and refused otherwise.
 */
export function readIntervals({ file, grows, part }: ModelFile, horizon: number): Intervals | undefined {
  const value = part("intervals");
  if (value === null) return undefined;
  if (!isObject(value)) return refusePart("intervals", file, "it is not a JSON object");
  const known = grows ? [...KNOWN, ...ADDED] : KNOWN;
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined && !grows) {
    refusePart("intervals", file, `it has the unknown entry ${JSON.stringify(unknown)}`);
  }
  const given = Object.fromEntries(Object.entries(value).filter(([name]) => known.includes(name)));
  const { level, scale, radius, note, shape, further, beyond, own, paths } = given;
  const words = (scale === "absolute" || scale === "relative") && (note === undefined || typeof note === "string");
  if (!(isLevel(level) && words && areRadiiOrNull(radius, horizon))) {
    refusePart("intervals", file, `it is not { level, scale, radius } with a radius for each of ${horizon} steps`);
  }
  if (shape !== undefined && !isShape(shape, horizon)) {
    refusePart("intervals", file, "its shape is not { unit, radius } with a floor and a season where it has them");
  }
  if (further !== undefined && !areFurther(further, horizon, shape !== undefined, own !== undefined)) {
    refusePart("intervals", file, "its further levels are not a list of { level, radius }");
  }
  if (own !== undefined && !isOwn(own, horizon)) {
    refusePart("intervals", file, "its own corrections are not { radius } with one for each step");
  }
  if (paths !== undefined && !arePaths(paths, horizon)) {
    refusePart("intervals", file, "what paths are drawn by is not { quantiles, correlation }");
  }
  if (beyond !== undefined && !isBeyond(beyond, horizon)) {
    refusePart("intervals", file, "what is beyond is not { factor, exponent } with factors for whole horizons");
  }
  return given as unknown as Intervals;
}

function isLevel(value: unknown): boolean {
  return typeof value === "number" && value > 0 && value < 1;
}

function areSizes(value: unknown, count: number): boolean {
  return Array.isArray(value) && value.length === count && value.every((one) => Number.isFinite(one) && one >= 0);
}

function areRadiiOrNull(value: unknown, horizon: number): boolean {
  return value === null || areSizes(value, horizon);
}

/** All that it says counts, so an unknown entry is refused. */
function isShape(value: unknown, horizon: number): boolean {
  if (!isObject(value)) return false;
  const { unit, floor = 0, season = { rows: 2, factors: [1, 1] }, radius, ...others } = value;
  if (Object.keys(others).length > 0 || !UNITS.includes(unit) || !areSizes(radius, horizon)) return false;
  if (!(Number.isFinite(floor) && (floor as number) >= 0) || !isObject(season)) return false;
  const { rows, factors, ...more } = season;
  return Number.isSafeInteger(rows) && areSizes(factors, rows as number) && Object.keys(more).length === 0;
}

function isBeyond(value: unknown, horizon: number): boolean {
  if (!isObject(value)) return false;
  const { factor, exponent, ...others } = value;
  const count = Array.isArray(factor) ? factor.length : 0;
  const grows = typeof exponent === "number" && exponent >= 0 && exponent <= 1;
  return count > 0 && count % horizon === 0 && areSizes(factor, count) && grows && Object.keys(others).length === 0;
}

function arePaths(value: unknown, horizon: number): boolean {
  if (!isObject(value)) return false;
  const { quantiles, correlation, ...others } = value;
  const rise =
    Array.isArray(quantiles) && quantiles.every((one, i) => Number.isFinite(one) && !(one < quantiles[i - 1]));
  const count = Array.isArray(quantiles) ? quantiles.length : 0;
  const related =
    areCorrections(correlation, horizon - 1) && (correlation as number[]).every((one) => Math.abs(one) <= 1);
  return rise && count > 1 && related && Object.keys(others).length === 0;
}

/** Corrections may be below 0. */
function areCorrections(value: unknown, horizon: number): boolean {
  return Array.isArray(value) && value.length === horizon && value.every(Number.isFinite);
}

function isOwn(value: unknown, horizon: number): boolean {
  return isObject(value) && areCorrections(value.radius, horizon) && Object.keys(value).length === 1;
}

function areFurther(value: unknown, horizon: number, hasShape: boolean, hasOwn: boolean): boolean {
  if (!Array.isArray(value)) return false;
  return value.every((one) => {
    if (!isObject(one)) return false;
    const shaped = hasShape ? areRadiiOrNull(one.shaped, horizon) : one.shaped === undefined;
    const own = hasOwn ? one.own === null || areCorrections(one.own, horizon) : one.own === undefined;
    return own && isLevel(one.level) && areRadiiOrNull(one.radius, horizon) && shaped;
  });
}
