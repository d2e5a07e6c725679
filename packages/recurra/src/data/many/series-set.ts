// Many series of one file: each is a view on columns that all share, made when it is asked for.

import { COPY } from "../../core/copy.ts";
import { DataError, OptionError } from "../../core/errors.ts";
import { listNames, quoteCell, suggestNames } from "../../core/nearest-names.ts";
import {
  callback,
  checkOptions,
  either,
  NUMBERS,
  names,
  type OptionRule,
  object,
  PLACE,
  refuseValue,
  requireArguments,
  requireOption,
  shownValue,
  TEXT,
} from "../../core/option-rules.ts";
import { counted } from "../../words/counted.ts";
import type { CsvContents } from "../reading/contents.ts";
import type { CsvOptions } from "../reading/csv-options.ts";
import { contentsOfCsv, partsFromCsv } from "../reading/csv-reader.ts";
import { Series } from "../series/series.ts";
import type { SeriesParts } from "../table/series-parts.ts";
import { TimeIndex } from "../time/time-index.ts";
import { matchMembers } from "./choose-members.ts";
import { stackColumns } from "./column-series.ts";
import { groupRows } from "./group-rows.ts";
import { PAIRS, partsOfSeries } from "./parts-of-series.ts";
import { type SeriesSummary, summariseSeries } from "./series-summary.ts";
import { type SetParts, type StaticColumn, sorted, turned } from "./set-parts.ts";
import { writeTable } from "./set-table.ts";

/** Series that `toString` shows. */
const shownSeries = 10;

/** Rows [from, to) of each series. */
interface RowSpans<A = Uint32Array> {
  readonly from: A;
  readonly to: A;
}

const ID: OptionRule<string | readonly string[]> = /* @__PURE__ */ either(TEXT, names);
const OPTIONS = /* @__PURE__ */ object();
const KEEP = /* @__PURE__ */ callback();

/**
 * Series of one file or of arrays, told apart by ids. They may have other times and lengths. Rows of one series stand together in columns
 * that all series share, so a series is a view: a set of 100,000 takes what its columns take.
 *
 *     const set = SeriesSet.fromCsv(text, { series: "Store" });
 *     for (const series of set) console.log(series.name, series.length);
 *     set.get("3").column("Sales");
 */
export class SeriesSet implements Iterable<Series> {
  readonly #parts: SetParts;
  /** The series of the parts that belong to it, in order. */
  readonly #members: Uint32Array;
  readonly #options: Pick<CsvOptions, "repair">;
  /** Of each of them, the rows of the parts that it has, where these are not all. */
  readonly #spans: RowSpans | undefined;
  #places: Map<string, number> | undefined;

  private constructor(
    parts: SetParts,
    members: Uint32Array,
    options: Pick<CsvOptions, "repair">,
    spans?: RowSpans | undefined,
  ) {
    this.#parts = parts;
    this.#members = members;
    this.#options = options;
    this.#spans = spans;
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /**
   * Reads CSV text in which series stand below each other (`series`: the columns that tell them apart, found where times repeat or jump
   * back), a series in each row (`wide`, found where the columns are named by dates or count up), or one in each column (`wide:
   * "columns"`). `sort` and `repair` do to each series what they do to one.
   *
   * Throws DataError as `Series.fromCsv`, and SERIES_SINGLE where nothing tells several series apart.
   */
  static fromCsv(text: string, options: CsvOptions = {}): SeriesSet {
    requireOption("fromCsv", "options", OPTIONS, options);
    if (options.wide === "columns") return SeriesSet.fromParts(partsFromCsv(text, options), options);
    return SeriesSet.fromContents(contentsOfCsv(text, options), options);
  }

  /** For readers of files: the set of what a CSV holds. Throws DataError SERIES_SINGLE. */
  static fromContents(contents: CsvContents, options: CsvOptions): SeriesSet {
    if (contents.series === undefined) {
      throw new DataError("SERIES_SINGLE", contents.parts.name, "nothing tells several series apart in its rows", {
        remedies: [
          ["name the columns that do with ", { option: "series", like: "COLUMN,COLUMN" }],
          ["take each column as a series with ", { option: "wide", value: "columns" }],
          ["read the one series with ", { call: "Series.fromCsv(text)" }],
        ],
      });
    }
    return SeriesSet.#of(groupRows(contents, contents.series, options.sort === true, options.columns), options);
  }

  /** For readers of files: the set of the columns of one series. */
  static fromParts(parts: SeriesParts, options: CsvOptions): SeriesSet {
    const whole = new Series(parts);
    return SeriesSet.#of(stackColumns((options.sort === true ? whole.sorted() : whole).parts), options);
  }

  /**
   * A set of series that a program holds, by ids: `SeriesSet.fromSeries([["a", a], ["b", b]])`. They stay as they are; the columns of the
   * set are those that all of them have. Throws OptionError for an id that comes twice, or is no text.
   */
  static fromSeries(
    series: Iterable<readonly [id: string, series: Series]>,
    options: { readonly name?: string; readonly idColumn?: string } = {},
  ): SeriesSet {
    checkOptions("fromSeries", options, { name: TEXT, idColumn: TEXT });
    const { name = "set", idColumn = "series" } = options;
    if (typeof series?.[Symbol.iterator] !== "function") throw refuseValue("fromSeries", "series", PAIRS, series);
    return SeriesSet.#of(partsOfSeries([...series], name, idColumn), {});
  }

  static #of(parts: SetParts, { repair }: CsvOptions): SeriesSet {
    const members = Uint32Array.from({ length: parts.starts.length - 1 }, (_, i) => i);
    return new SeriesSet(parts, members, repair === undefined ? {} : { repair });
  }

  get name(): string {
    return this.#parts.rows.name;
  }

  /** Number of series. */
  get size(): number {
    return this.#members.length;
  }

  /** Number of rows of all series. */
  get rows(): number {
    let rows = 0;
    for (let index = 0; index < this.size; index++) rows += this.lengthAt(index);
    return rows;
  }

  /** Names of the columns that tell the series apart. */
  get idColumns(): readonly string[] {
    return this.#parts.idColumns;
  }

  /** The id of each series, in the order of their first rows: what its id columns have, with commas between. */
  get ids(): readonly string[] {
    return Array.from(this.#members, (_, index) => this.key(index).join(", "));
  }

  /** Names of the columns of numbers, in the order of the file. */
  get columns(): readonly string[] {
    return [...this.#parts.rows.columns.keys()];
  }

  /** What reading did with the file; what it did with one series is a note of that. */
  get notes(): readonly string[] {
    return this.#parts.rows.notes;
  }

  /** Columns that are the same in every row of a series, by name: a value for each series, in the order of `ids`. They are no columns of numbers. */
  get statics(): ReadonlyMap<string, StaticColumn> {
    const own = [...this.#parts.statics].map(([name, column]): [string, StaticColumn] => {
      if (column.kind === "numbers") {
        return [name, { ...column, values: Float64Array.from(this.#members, (at) => column.values[at]) }];
      }
      return [name, { ...column, codes: Int32Array.from(this.#members, (at) => column.codes[at]) }];
    });
    return new Map(own);
  }

  /** The clock that all series have, row for row; undefined where their times differ. */
  get sharedTimes(): TimeIndex | undefined {
    if (this.size === 0) return undefined;
    const first = this.#timesOf(0);
    const values = first.values();
    for (let index = 1; index < this.size; index++) {
      const other = this.#timesOf(index).values();
      if (other.length !== values.length || !other.every((time, row) => time === values[row])) return undefined;
    }
    return first;
  }

  /** Number of rows of the series at a place of the set, without making it. */
  lengthAt(index: number): number {
    const [from, to] = this.#spanAt(index);
    return to - from;
  }

  /** What the id columns have for the series at a place of the set. */
  key(index: number): readonly string[] {
    const member = this.#memberAt(index);
    return this.#parts.keys.map((column) => column[member]);
  }

  /** "Store=3, Dept=7": the series at a place of the set, as errors name it. */
  label(index: number): string {
    const key = this.key(index);
    return this.idColumns.map((column, at) => `${column}=${key[at]}`).join(", ");
  }

  /** The series at a place of the set, from 0: a view on its rows. Throws OptionError SERIES_RANGE. */
  at(index: number): Series {
    const member = this.#memberAt(index);
    const { rows, starts, orders, held, places } = this.#parts;
    const [from, to] = this.#spanAt(index);
    const name = `${rows.name}, ${this.label(index)}`;
    if (held !== undefined) {
      const first = starts[member];
      return new Series({ ...held[member].slice(from - first, to - first).parts, name });
    }
    const notes = [...rows.notes];
    if (orders[member] === turned) notes.push("newest row first: turned round");
    if (orders[member] === sorted) notes.push("rows sorted by time");
    const series = new Series({
      ...rows,
      name,
      times: this.#timesOf(index),
      columns: new Map([...rows.columns].map(([name, values]) => [name, values.subarray(from, to)])),
      ...(places === undefined
        ? { rows: rows.rows.subarray(from, to), ...(rows.lines && { lines: rows.lines.subarray(from, to) }) }
        : { rows: places.numbersOf(from, to), lines: places.linesOf(from, to) }),
      notes,
      reversed: orders[member] === turned,
    });
    return this.#options.repair === undefined ? series : series.repair(this.#options.repair);
  }

  /** The series of an id: "3"; ["3", "7"] or "3, 7" for one of two columns. Throws DataError SERIES_UNKNOWN with the nearest ids. */
  get(id: string | readonly string[]): Series {
    requireOption("SeriesSet", "id", ID, id);
    const index = this.indexOf(id);
    if (index >= 0) return this.at(index);
    const wanted = typeof id === "string" ? id : id.join(", ");
    throw new DataError("SERIES_UNKNOWN", this.name, `there is no series ${quoteCell(wanted)}`, {
      found: wanted,
      context: suggestNames(wanted, this.size > 10_000 ? this.ids.slice(0, 10_000) : this.ids),
    });
  }

  has(id: string | readonly string[]): boolean {
    return this.indexOf(id) >= 0;
  }

  /** Place of the series of an id; -1 where there is none. */
  indexOf(id: string | readonly string[]): number {
    requireOption("SeriesSet", "id", ID, id);
    this.#places ??= new Map(Array.from(this.#members, (_, index) => [this.key(index).join("\0"), index]));
    if (typeof id !== "string") return this.#places.get(id.join("\0")) ?? -1;
    return this.idColumns.length === 1 ? (this.#places.get(id) ?? -1) : this.ids.indexOf(id);
  }

  /** The series in order, each made when it is its turn. */
  *[Symbol.iterator](): Iterator<Series> {
    for (let index = 0; index < this.size; index++) yield this.at(index);
  }

  /**
   * The series for which all conditions on ids and static columns hold: `set.where("Store=3")`, `set.where("Type=A", "Dept=7")`. It shares
   * the columns of this one. Throws DataError for a column or a value that it does not have.
   */
  where(...conditions: readonly string[]): SeriesSet {
    requireOption("where", "conditions", names, conditions);
    const kept = new Set(matchMembers(this.#parts, this.#members, conditions));
    return this.#choose((member) => kept.has(member));
  }

  /** The series for which `keep` is true; it is given the id and the place of each. */
  filter(keep: (id: string, index: number) => boolean): SeriesSet {
    requireOption("filter", "keep", KEEP, keep);
    const { ids } = this;
    return this.#choose((_, index) => keep(ids[index], index));
  }

  /**
   * Rows [from, to) of every series, as views: `set.cut((length) => [0, length - 48])`. `rowsOf` is given the number of rows that a series
   * has and its place in the set; what it gives is kept within them. Series that keep no row are left out. Repairs see no row that was cut off.
   */
  cut(rowsOf: (length: number, index: number) => readonly [from: number, to: number]): SeriesSet {
    requireOption("cut", "rowsOf", KEEP, rowsOf);
    const members: number[] = [];
    const spans: RowSpans<number[]> = { from: [], to: [] };
    for (let index = 0; index < this.size; index++) {
      const [start, end] = this.#spanAt(index);
      const kept = rowsOf(end - start, index);
      requireOption("cut", "what rowsOf gives", NUMBERS, kept);
      const [from, to] = kept.map((row) => Math.min(end, start + Math.max(0, row)));
      if (!(from < to)) continue;
      members.push(this.#members[index]);
      spans.from.push(from);
      spans.to.push(to);
    }
    return new SeriesSet(this.#parts, Uint32Array.from(members), this.#options, {
      from: Uint32Array.from(spans.from),
      to: Uint32Array.from(spans.to),
    });
  }

  /** Rows, span, step, missing cells and gaps of the series at places [start, end), without making more than one at a time. */
  summarise(start = 0, end: number = this.size): SeriesSummary[] {
    requireArguments("summarise", { start: PLACE, end: PLACE }, start, end);
    const summaries: SeriesSummary[] = [];
    for (let index = Math.max(start, 0); index < Math.min(end, this.size); index++) {
      summaries.push(summariseSeries(this.at(index), this.key(index)));
    }
    return summaries;
  }

  /** A table of the first series: ids, rows, first and last time, step, missing cells, gaps. */
  toString(): string {
    const head = `SeriesSet ${quoteCell(this.name)}: ${counted(this.size, "series", "series")} by ${listNames(this.idColumns)}, ${counted(this.rows, "row")}, columns ${listNames(this.columns)}`;
    return [head, ...writeTable(this.idColumns, this.summarise(0, shownSeries), this.size)].join("\n");
  }

  #choose(keep: (member: number, index: number) => boolean): SeriesSet {
    const spans = this.#spans && {
      from: this.#spans.from.filter((_, index) => keep(this.#members[index], index)),
      to: this.#spans.to.filter((_, index) => keep(this.#members[index], index)),
    };
    return new SeriesSet(this.#parts, this.#members.filter(keep), this.#options, spans);
  }

  #spanAt(index: number): readonly [from: number, to: number] {
    const member = this.#memberAt(index);
    const { starts } = this.#parts;
    return this.#spans === undefined
      ? [starts[member], starts[member + 1]]
      : [this.#spans.from[index], this.#spans.to[index]];
  }

  #memberAt(index: number): number {
    if (Number.isInteger(index) && index >= 0 && index < this.size) return this.#members[index];
    throw new OptionError("SERIES_RANGE", "SeriesSet", `series ${shownValue(index)} is outside 0 to ${this.size - 1}`, {
      found: index,
    });
  }

  #timesOf(index: number): TimeIndex {
    const { rows, starts, held, offsets } = this.#parts;
    const member = this.#memberAt(index);
    const [from, to] = this.#spanAt(index);
    const first = starts[member];
    if (held !== undefined) return held[member].times.slice(from - first, to - first);
    if (offsets !== undefined) {
      const place = offsets[member] - first;
      return rows.times.slice(place + from, place + to);
    }
    if (rows.times.kind !== "row") return rows.times.slice(from, to);
    // Rows that are the clock are counted from the first one of the series, wherever it is cut.
    return TimeIndex.rows(to - first).slice(from - first, to - first);
  }
}
