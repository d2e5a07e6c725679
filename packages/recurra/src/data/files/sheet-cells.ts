// What a cell of a workbook says, as the text that a CSV would have. Dates are numbers there: days since 1899-12-30 (1904-01-01 in
// files of old Macs), told from others by their format alone.

import { daysFromCivil, formatDays, pad } from "../time/calendar.ts";
import { attribute, elements, xmlText } from "./xml.ts";

const DAY_SECONDS = 86_400;
/** Dates and times among the formats that every program has: ECMA-376 part 1, section 18.8.30. */
const OWN_DATES: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 57, 58,
]);

/** What a workbook says of all its cells. */
export interface CellFormats {
  /** The shared texts. */
  readonly texts: readonly string[];
  /** For each style whether it shows a date. */
  readonly dates: readonly boolean[];
  /** Days since 1970-01-01 of day 0. */
  readonly epoch: number;
}

/** All texts within an element, without those that say how to pronounce it. */
export function innerText(xml: string): string {
  const read = xml.includes("<rPh") ? xml.slice(0, xml.indexOf("<rPh")) : xml;
  let text = "";
  for (const { body } of elements(read, "t")) text += xmlText(body);
  return text;
}

/** Which styles show dates. */
export function readDateStyles(xml: string): boolean[] {
  const own = new Map<number, boolean>();
  for (const { tag } of elements(xml, "numFmt")) {
    // Texts in quotes, colours ("[Red]") and "General" say nothing.
    const code = (attribute(tag, "formatCode") ?? "").slice(0, 1000);
    const plain = code.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|general/gi, "");
    own.set(Number(attribute(tag, "numFmtId")), /[ymdhs]/i.test(plain));
  }
  const [list] = elements(xml, "cellXfs");
  return [...elements(list?.body ?? "", "xf")].map(({ tag }) => {
    const id = Number(attribute(tag, "numFmtId") ?? 0);
    return own.get(id) ?? OWN_DATES.has(id);
  });
}

/** Day 0 of a workbook. */
export function epochOf(from1904: boolean): number {
  return from1904 ? daysFromCivil(1904, 1, 1) : daysFromCivil(1899, 12, 30);
}

/** "2024-01-31", "2024-01-31 14:30:00", or "14:30:00" of a time alone. */
function dateText(serial: number, epoch: number): string {
  const all = Math.round(serial * DAY_SECONDS);
  const days = Math.floor(all / DAY_SECONDS);
  const seconds = all - days * DAY_SECONDS;
  const time = `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
  if (days === 0) return time;
  return seconds === 0 ? formatDays(epoch + days) : `${formatDays(epoch + days)} ${time}`;
}

/** The text of a cell: `tag` its attributes, `body` what is within it. */
export function cellText(tag: string, body: string, { texts, dates, epoch }: CellFormats): string {
  const type = attribute(tag, "t") ?? "n";
  if (type === "inlineStr") return innerText(body);
  const [found] = elements(body, "v");
  const value = xmlText(found?.body ?? "");
  if (value === "") return "";
  if (type === "s") return texts[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "true" : "false";
  const number = Number(value);
  // No date before day 0 or after the year 9999.
  const isDate = type === "n" && dates[Number(attribute(tag, "s") ?? 0)] && number >= 0 && number < 2_958_466;
  return isDate ? dateText(number, epoch) : value;
}
