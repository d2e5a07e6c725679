// What lines() and scatter() take, as lines in the numbers of their axes.

import { OptionError } from "../core/errors.ts";
import { quoteCell } from "../core/nearest-names.ts";
import { refuseValue } from "../core/option-rules.ts";
import { type DrawnLine, type Role, roleStyles } from "../drawing/index.ts";
import { counted } from "../words/counted.ts";
import {
  isSeries,
  isValues,
  type Positions,
  readPlaces,
  readValues,
  type SeriesValues,
  type Values,
} from "./values.ts";

/** Values one after the other, or each with its place. */
export type LineData = Values | { readonly x: Positions; readonly y: Values };

/** One line; several by their names; or the columns of a series. */
export type LinesData = LineData | Readonly<Record<string, LineData>> | SeriesValues;

interface ReadOptions {
  readonly subject: string;
  readonly at: Positions | undefined;
  readonly from: number;
  readonly roles: Readonly<Record<string, Role>>;
  readonly mark: DrawnLine["mark"];
}

export interface NamedLines {
  readonly lines: readonly DrawnLine[];
  /** Whether x is time. */
  readonly time: boolean;
  /** What x is called, where the data say it. */
  readonly xLabel: string;
}

function isPair(value: unknown): value is { readonly x: unknown; readonly y: unknown } {
  if (typeof value !== "object" || value === null) return false;
  return "x" in value && "y" in value && Object.keys(value).length === 2;
}

/** Each line with its name; one without a name has "". */
function entries(subject: string, data: unknown): [string, unknown][] {
  if (isValues(data) || isPair(data)) return [["", data]];
  if (typeof data === "object" && data !== null) return Object.entries(data);
  throw refuseValue(subject, "data", "numbers, a tensor, a series, or lines by their names", data);
}

/** The lines of a program's data. Throws OptionError where there are none, or where they cannot be drawn. */
export function namedLines(data: unknown, options: ReadOptions): NamedLines {
  const { subject, at, from, roles, mark } = options;
  const series = isSeries(data) ? data : undefined;
  const given = series ? seriesLines(series) : entries(subject, data);
  let time = series !== undefined && series.times.kind !== "row";
  const known = given.map(([name]) => (Object.hasOwn(roles, name) ? roles[name] : roleOf(name, given.length)));
  // The first kinds look like the model and the naive methods beside them.
  const unplaced: string[] = [];
  let kinds = known.includes("naive") ? 2 : known.includes("model") ? 1 : 0;
  const lines = given.map(([name, value], i): DrawnLine => {
    const where = name === "" ? "data" : name;
    const pair = isPair(value) ? value : { x: at, y: value };
    const y = readValues(subject, where, pair.y);
    const places =
      pair.x === undefined
        ? { values: y.map((_, place) => from + place), time: false }
        : readPlaces(subject, "x", pair.x);
    if (places.values.length !== y.length) {
      throw new OptionError(
        "PICTURE_VALUES",
        subject,
        `${quoteCell(where)} has ${counted(places.values.length, "place")} and ${counted(y.length, "value")}`,
        { found: places.values.length, remedies: ["give one place for each value, null for a gap"] },
      );
    }
    time ||= places.time;
    const role = known[i] ?? (String((kinds++ % 7) + 1) as Role);
    if (pair.x === undefined) unplaced.push(where);
    return { label: name, role, mark, x: places.values, y };
  });
  if (time && unplaced.length > 0) {
    throw new OptionError(
      "PICTURE_VALUES",
      subject,
      `${quoteCell(unplaced[0])} has no places, and another line has dates`,
      {
        found: unplaced,
        remedies: [
          "give it dates too, as in { x: dates, y: values }",
          ["or give those of all lines with ", { option: "at" }],
        ],
      },
    );
  }
  requireValues(subject, lines);
  const { kind = "", name = "" } = series?.times ?? {};
  return { lines, time, xLabel: kind === "" ? "" : name };
}

/** The columns of a series over its times. */
function seriesLines(series: SeriesValues): [string, unknown][] {
  const x = series.times.values();
  return series.columns.map((name) => [name, { x, y: series.column(name) }]);
}

/** A name that is a role has its colour, and so has a line that is alone. */
function roleOf(name: string, count: number): Role | undefined {
  if (!/^\d/.test(name) && Object.hasOwn(roleStyles, name)) return name as Role;
  return count === 1 ? "model" : undefined;
}

function requireValues(subject: string, lines: readonly DrawnLine[]): void {
  if (lines.some(({ y }) => y.some(Number.isFinite))) return;
  const found = lines.length === 0 ? "there are no lines" : "there is no number among the values";
  throw new OptionError("PICTURE_EMPTY", subject, found, {
    remedies: ["give at least one number", "draw it when there is one: after an epoch, say"],
  });
}
