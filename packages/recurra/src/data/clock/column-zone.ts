// The zone of a column of times: by the names behind its times, by the column's name, or as it was asked for.

import { quoteCell } from "../../core/nearest-names.ts";
import { counted } from "../../words/counted.ts";
import { nameWords } from "../columns/column-name.ts";
import { DAY, floorMod, formatDays, HOUR, MINUTE, pad } from "../time/calendar.ts";
import { settledOffset } from "../time/clock-cell.ts";
import type { TimeIndexParts } from "../time/time-index.ts";
import type { TimeZone } from "../time/time-zone.ts";
import type { TimeFacts } from "./time-facts.ts";
import { refuseTime, type TimeColumnContext } from "./time-refusal.ts";

/** A column of times as it was read: its notes say how. */
export interface TimeColumn extends Omit<TimeIndexParts, "name"> {
  readonly zoned: boolean;
  readonly notes: readonly string[];
}

/** The offsets of names that mean several zones, where other names in the column settle them; those without one are local times. */
export function settleZones({ zoneNames, doubtful }: TimeFacts, notes: string[]): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  for (const name of doubtful) {
    const offset = settledOffset(name, zoneNames);
    if (offset !== undefined) offsets.set(name, offset);
  }
  const local = [...zoneNames].filter((name) => doubtful.has(name) && !offsets.has(name));
  const read = [...zoneNames].filter((name) => !local.includes(name));
  if (read.length > 0) notes.push(`names of zones read as their offsets from UTC: ${read.join(", ")}`);
  if (local.length > 0)
    notes.push(`${local.join(", ")} may be several zones: left out, and the times read as local ones`);
  return offsets;
}

/** Moments of UTC where the column's name says so: "Time (UTC)". */
export function asNamedZone(column: TimeColumn, name: string): TimeColumn {
  if (column.kind !== "datetime" || column.zoned || !saysUtc(name)) return column;
  return { ...column, zoned: true, notes: [...column.notes, `times read as UTC, as column ${quoteCell(name)} says`] };
}

function saysUtc(name: string): boolean {
  const words = nameWords(name);
  return words.has("utc") || words.has("gmt");
}

/** The moments of a column in the zone that was asked for; times with a zone of their own are moments already. */
export function inZone(
  column: TimeColumn,
  zone: TimeZone,
  text: (row: number) => string,
  context: TimeColumnContext,
): TimeColumn {
  const { kind, values, zoned, notes } = column;
  if (kind !== "datetime")
    return { ...column, notes: [...notes, "a time zone says nothing about times that are whole days"] };
  if (zoned || saysUtc(context.column)) return { ...column, zoned: true, zone };
  if (daily(values))
    return { ...column, notes: [...notes, "one time of day in all rows: they stay days of the local clock"] };
  const moments = momentsOfLocal(values, zone);
  if (typeof moments === "number") {
    const words = `does not exist in ${zone.name}: its clocks go forward over ${clockText(values[moments])}`;
    return refuseTime("DATE_INVALID", moments, text(moments), words, context, [
      "correct the cell",
      ["name another zone with ", { option: "timeZone" }],
    ]);
  }
  return { ...column, values: moments.values, zoned: true, zone, notes: [...notes, ...moments.notes] };
}

function daily(values: Float64Array): boolean {
  return values.length > 1 && values.every((value) => floorMod(value, DAY) === floorMod(values[0], DAY));
}

interface LocalTimes {
  readonly values: Float64Array;
  readonly notes: readonly string[];
}

/**
 * The moments of local times; in their place the index of the first that the zone's clocks skip. Of the two moments of a time the second is
 * taken where the row before, or behind it in a file with the newest first, lies between them.
 */
function momentsOfLocal(times: Float64Array, zone: TimeZone): LocalTimes | number {
  const values = new Float64Array(times.length);
  const back = newestFirst(times);
  let before = Number.NEGATIVE_INFINITY;
  let second = 0;
  let twice = 0;
  for (let at = 0; at < times.length; at++) {
    const row = back ? times.length - 1 - at : at;
    const near = zone.steadyOffset(times[row]);
    if (near !== undefined) {
      values[row] = times[row] - near;
      before = values[row];
      continue;
    }
    const moments = zone.momentsOf(times[row]);
    if (moments.length === 0) return row;
    const [first, other] = moments;
    const later = other !== undefined && before >= first && before <= other;
    if (other !== undefined) twice++;
    if (later) second++;
    values[row] = later ? other : first;
    before = values[row];
  }
  const notes = [`local times of ${zone.name} read as moments`];
  if (second > 0) notes.push(`${counted(second, "row")} in the second of the hours that clocks going back show twice`);
  else if (twice > 0)
    notes.push(
      `${counted(twice, "row")} in hours that clocks going back show twice, each time once: the first is taken`,
    );
  return { values, notes: [notes.join("; ")] };
}

function newestFirst(times: Float64Array): boolean {
  let falls = 0;
  for (let row = 1; row < times.length; row++) falls += Math.sign(times[row - 1] - times[row]);
  return falls > 0;
}

/** "2021-03-28 02:30" of a local time. */
function clockText(local: number): string {
  const time = floorMod(local, DAY);
  return `${formatDays(Math.floor(local / DAY))} ${pad(Math.floor(time / HOUR), 2)}:${pad(Math.floor(time / MINUTE) % 60, 2)}`;
}
