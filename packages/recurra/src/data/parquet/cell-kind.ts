// What the values of a column mean, by what the schema says of it.

import { numberOf, structOf, type ThriftStruct } from "./thrift.ts";

/** How values are stored. */
export const STORED = {
  boolean: 0,
  int32: 1,
  int64: 2,
  int96: 3,
  float: 4,
  double: 5,
  bytes: 6,
  fixed: 7,
} as const;

export type CellKind =
  | { readonly of: "boolean" | "integer" | "unsigned" | "number" | "text" | "date" | "int96" | "uuid" }
  | { readonly of: "decimal"; readonly scale: number }
  /** `second` is how many units a second has; `utc` whether the time is one of UTC, rather than of a clock on some wall. */
  | { readonly of: "time"; readonly second: number }
  | { readonly of: "timestamp"; readonly second: number; readonly utc: boolean };

/** Digits that a decimal may have behind its point. */
const MOST_SCALE = 76;

/** Undefined for what no cell can show. */
export function cellKindOf(node: ThriftStruct): CellKind | undefined {
  const type = numberOf(node, 1);
  const logical = structOf(node, 10);
  const converted = numberOf(node, 6);
  const decimal = structOf(logical, 5);
  if (decimal !== undefined || converted === 5) {
    const scale = numberOf(decimal, 1) ?? numberOf(node, 7) ?? 0;
    const stored = type === STORED.int32 || type === STORED.int64 || type === STORED.bytes || type === STORED.fixed;
    return stored && scale >= 0 && scale <= MOST_SCALE ? { of: "decimal", scale } : undefined;
  }
  switch (type) {
    case STORED.boolean:
      return { of: "boolean" };
    case STORED.int32:
    case STORED.int64:
      return integerKind(type, logical, converted);
    case STORED.int96:
      return { of: "int96" };
    case STORED.float:
    case STORED.double:
      return { of: "number" };
    case STORED.bytes:
      // Old writers do not say which bytes are texts.
      return converted === 20 || logical?.has(13) ? undefined : { of: "text" };
    default:
      return logical?.has(14) && numberOf(node, 2) === 16 ? { of: "uuid" } : undefined;
  }
}

function integerKind(
  type: number,
  logical: ThriftStruct | undefined,
  converted: number | undefined,
): CellKind | undefined {
  const wide = type === STORED.int64;
  if (logical?.has(6) || converted === 6) return wide ? undefined : { of: "date" };
  const stamp = structOf(logical, 8);
  if (stamp !== undefined)
    return wide ? { of: "timestamp", second: unitOf(stamp), utc: stamp.get(1) === true } : undefined;
  const time = structOf(logical, 7);
  if (time !== undefined) return { of: "time", second: unitOf(time) };
  // Whether these are times of UTC, old writers do not agree on.
  if (converted === 9 || converted === 10) {
    return wide ? { of: "timestamp", second: converted === 9 ? 1e3 : 1e6, utc: false } : undefined;
  }
  if (converted === 7 || converted === 8) return { of: "time", second: converted === 7 ? 1e3 : 1e6 };
  const integer = structOf(logical, 10);
  const unsigned =
    integer === undefined ? converted !== undefined && converted >= 11 && converted <= 14 : integer.get(2) === false;
  return { of: unsigned ? "unsigned" : "integer" };
}

/** Units of a second: milli, micro, nano. */
function unitOf(time: ThriftStruct): number {
  const unit = structOf(time, 2);
  return unit?.has(1) ? 1e3 : unit?.has(2) ? 1e6 : 1e9;
}
