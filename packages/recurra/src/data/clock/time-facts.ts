// What the cells of a column of times show together, found in one pass: how they are written, and what differs first where.

import { DAY } from "../time/calendar.ts";
import type { DateParts } from "../time/date-cell.ts";
import type { TimeCells } from "./time-cells.ts";

/** Rows of which the first with something is asked for; -1 where none has it. */
interface FirstRows {
  /** Written in another shape, or with another length of year, than the first row. */
  mixed: number;
  /** In another shape. */
  mixedShape: number;
  /** With a time of day. */
  clocked: number;
  /** With a zone unlike the first with a time of day, or without. */
  zones: number;
  /** With another sign between its numbers than the first row. */
  separator: number;
  /** With a number above 12 in the first place, in the second, in either alone and in both. */
  firstOver: number;
  secondOver: number;
  dayFirst: number;
  monthFirst: number;
  bothOver: number;
  /** With two numbers that differ. */
  different: number;
}

export interface TimeFacts {
  readonly rows: FirstRows;
  readonly shape: DateParts["shape"] | undefined;
  readonly short: boolean;
  readonly leastFirst: number;
  readonly mostFirst: number;
  /** Whether the number beside each year is the next year's last two digits. */
  readonly seasons: boolean;
  /** Names of zones, in the order of the file, and those that mean several. */
  readonly zoneNames: ReadonlySet<string>;
  readonly doubtful: ReadonlySet<string>;
  /** Whether a zone is known that is no doubtful name, and whether one is not UTC. */
  readonly zoned: boolean;
  readonly beyondUtc: boolean;
  readonly intervals: boolean;
  /** Whether a time of day is 24:00, and whether one is neither that nor 0:00. */
  readonly midnights: boolean;
  readonly daytimes: boolean;
}

/** The facts over all cells; the index of the first that is no time in their place. */
export function findFacts(cells: TimeCells): TimeFacts | number {
  const none = -1;
  const rows: FirstRows = {
    ...{
      mixed: none,
      mixedShape: none,
      clocked: none,
      zones: none,
      separator: none,
      firstOver: none,
      secondOver: none,
    },
    ...{ dayFirst: none, monthFirst: none, bothOver: none, different: none },
  };
  const zoneNames = new Set<string>();
  const doubtful = new Set<string>();
  let [shape, short, separator, clockedZone]: [TimeFacts["shape"], boolean, string | undefined, boolean] = [
    undefined,
    false,
    undefined,
    false,
  ];
  let [leastFirst, mostFirst, seasons] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true];
  let [zoned, beyondUtc, intervals, midnights, daytimes] = [false, false, false, false, false];
  for (let row = 0; row < cells.length; row++) {
    const cell = cells.read(row);
    if (cell === undefined) return row;
    const { first, second, clock, zone } = cell;
    if (row === 0) ({ shape, short, separator } = cell);
    if (rows.mixed < 0 && (cell.shape !== shape || cell.short !== short)) rows.mixed = row;
    if (rows.mixedShape < 0 && cell.shape !== shape) rows.mixedShape = row;
    if (rows.separator < 0 && cell.separator !== separator) rows.separator = row;
    if (clock !== undefined) {
      if (rows.clocked < 0) {
        rows.clocked = row;
        clockedZone = zone === undefined;
      } else if (rows.zones < 0 && (zone === undefined) !== clockedZone) rows.zones = row;
      if (clock === DAY) midnights = true;
      else if (clock !== 0) daytimes = true;
    }
    if (first < leastFirst) leastFirst = first;
    if (first > mostFirst) mostFirst = first;
    if (seasons && first !== (cell.year + 1) % 100) seasons = false;
    if (rows.different < 0 && first !== second) rows.different = row;
    if (first > 12) {
      if (rows.firstOver < 0) rows.firstOver = row;
      if (second > 12) {
        if (rows.bothOver < 0) rows.bothOver = row;
      } else if (rows.dayFirst < 0) rows.dayFirst = row;
    }
    if (second > 12) {
      if (rows.secondOver < 0) rows.secondOver = row;
      if (first <= 12 && rows.monthFirst < 0) rows.monthFirst = row;
    }
    if (zone !== undefined) {
      const named = Number.isNaN(zone);
      if (cell.zoneName !== undefined) {
        zoneNames.add(cell.zoneName);
        if (named) doubtful.add(cell.zoneName);
      }
      if (!named) {
        zoned = true;
        if (zone !== 0) beyondUtc = true;
      }
    } else if (cell.zoneName !== undefined) zoneNames.add(cell.zoneName);
    if (cell.interval) intervals = true;
  }
  return {
    ...{ rows, shape, short, leastFirst, mostFirst, seasons, zoneNames, doubtful, zoned, beyondUtc },
    ...{ intervals, midnights, daytimes },
  };
}
