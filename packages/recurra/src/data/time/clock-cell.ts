// A time of day as cells hold it: 16:00, 4:00 PM, 11-AM, 24:00, with an offset or the name of a zone whose offset is one everywhere.

import { HOUR, MINUTE } from "./calendar.ts";

interface ClockCell {
  /** Milliseconds since midnight, up to 24 hours; NaN when there is no such time of day. */
  readonly clock: number;
  /** Minutes east of UTC, or undefined when the cell names no zone. */
  readonly zone: number | undefined;
  /** The zone's name, where it is one that means an offset: "CEST". */
  readonly zoneName: string | undefined;
}

/** Hours east of UTC of the names that clocks are written with. Names with several meanings (IST, BST beside its summer) are no part. */
const zoneHours: Readonly<Record<string, number>> = {
  ...{ EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 },
  ...{ WET: 0, WEST: 1, CET: 1, CEST: 2, EET: 2, EEST: 3, MSK: 3, JST: 9, KST: 9, AEST: 10, AEDT: 11 },
};

const zone = String.raw`(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?|${Object.keys(zoneHours).join("|")})`;
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

function readClock(parts: readonly (string | undefined)[]): ClockCell {
  const [hours, minutes, seconds, fraction, halfOfDay, zoneText] = parts;
  const name = zoneText !== undefined && zoneText in zoneHours ? zoneText : undefined;
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
  if (text in zoneHours) return zoneHours[text] * 60;
  if (!/^[+-]/.test(text)) return 0;
  const figures = text.slice(1).replace(":", "");
  const minutes = Number(figures.slice(0, 2)) * 60 + Number(figures.slice(2) || 0);
  return text.startsWith("-") ? -minutes : minutes;
}
