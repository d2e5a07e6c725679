// A time of day as cells hold it: 16:00, 4:00 PM, 11-AM, 24:00, with an offset or the name of a zone: one that
// means the same offset everywhere, or one that means several.

import { HOUR, MINUTE } from "./calendar.ts";

interface ClockCell {
  /** Milliseconds since midnight, up to 24 hours; NaN when there is no such time of day. */
  readonly clock: number;
  /** Minutes east of UTC, or undefined when the cell names no zone; NaN where its name is one of several zones. */
  readonly zone: number | undefined;
  /** The zone's name, where it has one other than UTC's: "CEST". */
  readonly zoneName: string | undefined;
}

/** Hours east of UTC. */
const offsets: Readonly<Record<string, number>> = {
  ...{
    EST: -5,
    EDT: -4,
    CDT: -5,
    MST: -7,
    MDT: -6,
    PST: -8,
    PDT: -7,
    AKST: -9,
    AKDT: -8,
    HST: -10,
    ADT: -3,
    NDT: -2.5,
  },
  ...{
    WET: 0,
    WEST: 1,
    CET: 1,
    MEZ: 1,
    CEST: 2,
    MESZ: 2,
    EET: 2,
    EEST: 3,
    MSK: 3,
    SAST: 2,
    JST: 9,
    KST: 9,
    SGT: 8,
    HKT: 8,
  },
  ...{ AEST: 10, AEDT: 11, ACST: 9.5, ACDT: 10.5, AWST: 8, NZST: 12, NZDT: 13, Z: 0, UTC: 0, GMT: 0 },
};

/** Names of several zones, each with another name that settles it beside it, and its hours then: CST is China's or Chicago's. */
const doubtful: Readonly<Record<string, readonly [beside: string, hours: number]>> = {
  CST: ["CDT", -6],
  BST: ["GMT", 1],
  IST: ["GMT", 1],
  AST: ["ADT", -4],
};

/** All names, as a part of a pattern: longer ones first. */
const zoneNames: string = [...Object.keys(offsets), ...Object.keys(doubtful)]
  .sort((a, b) => b.length - a.length)
  .join("|");

const zone = String.raw`([+-]\d{2}(?::?\d{2})?|${zoneNames}|z)`;
const half = String.raw`([AaPp]\.?[Mm]\.?)`;
const patterns = [
  String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:](\d{1,9}))?)?\s*${half}?\s*${zone}?`,
  String.raw`(\d{1,2})()()()[-\s]?${half}()`,
];
const whole = patterns.map((pattern) => new RegExp(`^${pattern}$`));
/** What stands between date and clock: 2021-01-04T03:00, 2021-01-04 03:00, 04JAN2021:03:00. */
const joint = String.raw`(?:T|\s|(?<=[\p{L}/]\d{4}):)\s*`;
const atEnd = patterns.map((pattern) => new RegExp(`${joint}${pattern}$`, "u"));
/** 20210104T0300, 20210104:0300, 20210104T030000Z, 2021-01-04T03, and 14 digits in one. */
const basic = new RegExp(String.raw`(?:T|(?<=^\d{8}):)(\d{2})(?:(\d{2})(?:(\d{2})(?:[.,](\d{1,9}))?)?)?()${zone}?$`);
const digits = /^(\d{8})(\d{2})(\d{2})?(\d{2})?$/;

/** The time of day at the end of a cell, and where it begins; undefined without one. */
export function dissectClock(text: string): (ClockCell & { readonly start: number }) | undefined {
  for (const pattern of [...atEnd, basic]) {
    const match = pattern.exec(text);
    if (match !== null) return { ...readClock(match.slice(1)), start: match.index };
  }
  const match = digits.exec(text);
  return match === null ? undefined : { ...readClock([match[2], match[3] ?? "00", match[4]]), start: 8 };
}

/** The time of day that is all a cell holds; undefined for another cell. */
export function readClockCell(text: string): ClockCell | undefined {
  for (const pattern of whole) {
    const match = pattern.exec(text.trim());
    if (match !== null) return readClock(match.slice(1));
  }
  return undefined;
}

/** The time of day of hours, minutes, seconds, their fraction, half of the day and zone. */
export function readClock(parts: readonly (string | undefined)[]): ClockCell {
  const [hours, minutes, seconds, fraction, halfOfDay, zoneText] = parts;
  const name = zoneText === undefined || /^(?:Z|UTC|GMT|[+-].*|)$/i.test(zoneText) ? undefined : zoneText.toUpperCase();
  return { clock: sumClock(hours, minutes, seconds, fraction, halfOfDay), zone: readZone(zoneText), zoneName: name };
}

function sumClock(hours = "", minutes = "", seconds = "", fraction = "", halfOfDay = ""): number {
  let hour = Number(hours);
  const [minute, second] = [Number(minutes), Number(seconds)];
  // Times are kept in whole milliseconds: further digits are cut off.
  const millisecond = Number(fraction.padEnd(3, "0").slice(0, 3));
  if (halfOfDay !== "") {
    if (hour < 1 || hour > 12) return Number.NaN;
    hour = (hour % 12) + (/^p/i.test(halfOfDay) ? 12 : 0);
  }
  // 24:00 is the midnight at the end of its day (ISO 8601).
  if (hour === 24 && minute === 0 && second === 0 && millisecond === 0) return 24 * HOUR;
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  return hour * HOUR + minute * MINUTE + second * 1000 + millisecond;
}

function readZone(text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  if (!/^[+-]/.test(text)) return namedOffset(text);
  const figures = text.slice(1).replace(":", "");
  const minutes = Number(figures.slice(0, 2)) * 60 + Number(figures.slice(2) || 0);
  return text.startsWith("-") ? -minutes : minutes;
}

/** Minutes east of UTC of a name; NaN for one that means several zones, undefined for one that is none. */
export function namedOffset(name: string): number | undefined {
  const upper = name.toUpperCase();
  if (Object.hasOwn(offsets, upper)) return offsets[upper] * 60;
  return Object.hasOwn(doubtful, upper) ? Number.NaN : undefined;
}

/** Minutes east of UTC of a doubtful name in a column with these names; undefined where they do not settle it. */
export function settledOffset(name: string, others: ReadonlySet<string>): number | undefined {
  const [beside, hours] = doubtful[name];
  return others.has(beside) ? hours * 60 : undefined;
}
