// A value as the text that a CSV would have.

import { DAY, formatDays, pad } from "../time/calendar.ts";
import type { CellKind } from "./cell-kind.ts";

/** A value as it is stored. */
export type Stored = number | bigint | Uint8Array;

const DAY_SECONDS = DAY / 1000;
/** pandas' mark for no time. */
const NO_TIME = -(1n << 63n);
/** The day number of 1970-01-01 where days are counted in half-days' astronomy (Julian). */
const JULIAN = 2_440_588;
/** Days of the years 0 to 9999: beyond them a text would be read as something else. */
const FIRST_DAY = -719_528;
const LAST_DAY = 2_932_896;

/** Below it every whole number is a number of JavaScript. */
const LARGE = 1n << 53n;

/** What writes the values of a column. `large` is called for whole numbers that are rounded as numbers. */
export function cellWriter(kind: CellKind, large: () => void): (value: Stored) => string {
  switch (kind.of) {
    case "boolean":
      return (value) => (value === 0 ? "false" : "true");
    case "integer":
    case "unsigned": {
      const unsigned = kind.of === "unsigned";
      return (value) => {
        if (typeof value === "number") return String(unsigned ? value >>> 0 : value);
        const whole = unsigned ? BigInt.asUintN(64, value as bigint) : (value as bigint);
        if (whole > LARGE || whole < -LARGE) large();
        return String(whole);
      };
    }
    case "number":
      return (value) => (Number.isNaN(value) ? "" : String(value));
    case "text": {
      const decoder = new TextDecoder();
      return (value) => decoder.decode(value as Uint8Array);
    }
    case "date":
      return (value) => dayText(value as number);
    case "time":
      return (value) => clockText(Number(value), kind.second);
    case "timestamp":
      return stampWriter(kind.second, kind.utc);
    case "int96":
      return (value) => int96Text(value as Uint8Array);
    case "decimal":
      return (value) => decimalText(value, kind.scale);
    case "uuid":
      return (value) => uuidText(value as Uint8Array);
  }
}

function dayText(days: number): string {
  return days >= FIRST_DAY && days <= LAST_DAY ? formatDays(days) : `day ${days}`;
}

/** "14:30:00", and what there is below a second in threes: "14:30:00.250". */
function clockText(units: number, second: number): string {
  const seconds = Math.floor(units / second);
  const text = `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
  const rest = units - seconds * second;
  return rest === 0 ? text : `${text}.${pad(rest, String(second).length - 1).replace(/(000)+$/, "")}`;
}

function stampWriter(second: number, utc: boolean): (value: Stored) => string {
  const day = BigInt(second * DAY_SECONDS);
  const zone = utc ? "Z" : "";
  let [last, shown] = [0n, dayText(0)];
  return (value) => {
    const units = value as bigint;
    if (units === NO_TIME) return "";
    let days = units / day;
    if (days * day > units) days -= 1n;
    if (days !== last) [last, shown] = [days, dayText(Number(days))];
    return `${shown} ${clockText(Number(units - days * day), second)}${zone}`;
  };
}

/** Eight bytes of nanoseconds, four of the day. */
function int96Text(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, 12);
  return `${dayText(view.getInt32(8, true) - JULIAN)} ${clockText(Number(view.getBigUint64(0, true)), 1e9)}`;
}

function decimalText(value: Stored, scale: number): string {
  const unscaled = value instanceof Uint8Array ? signedOf(value) : BigInt(value);
  if (scale === 0) return String(unscaled);
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  return `${unscaled < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Big-endian, in two's complement. */
function signedOf(bytes: Uint8Array): bigint {
  let hex = "";
  for (const byte of bytes) hex += byte.toString(16).padStart(2, "0");
  return hex === "" ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`));
}

function uuidText(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
