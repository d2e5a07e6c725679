// Values of a program as plain JSON data.

import { isObject } from "./untrusted-json.ts";

const DEEPEST = 24;

/** A copy of plain data, without what is undefined. `fail`, which throws, is told what is not plain: "facts.rate is NaN, and ..". */
export function plainData(value: unknown, path: string, fail: (problem: string) => never, depth = 0): unknown {
  if (depth > DEEPEST) return fail(`${path} lies more than ${DEEPEST} deep`);
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((one, i) => plainData(one, `${path}[${i}]`, fail, depth + 1));
  const prototype = isObject(value) ? Object.getPrototypeOf(value) : undefined;
  if (prototype !== Object.prototype && prototype !== null) {
    const kind =
      typeof value === "number" ? String(value) : `of type ${isObject(value) ? value.constructor?.name : typeof value}`;
    return fail(`${path} is ${kind}, and only plain JSON values can be kept`);
  }
  const entries = Object.entries(value as object).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.map(([name, one]) => [name, plainData(one, `${path}.${name}`, fail, depth + 1)]));
}
