// The cells of a column as times, one after the other and none of them kept: those of a form that many have are read by their digits.

import { isMissing } from "../cells/missing-word.ts";
import type { CellColumn } from "../columns/cell-column.ts";
import { DigitForm } from "../columns/digit-form.ts";
import type { Tell } from "../columns/learned-digits.ts";
import type { DateParts } from "../time/date-cell.ts";
import { dissectTime, type TimeCell } from "../time/time-cell.ts";

/** How a cell is read by itself. */
export interface TimeWay {
  /** The text in which the time stands; as the cell stands where absent. */
  readonly prepare?: (cell: string) => string;
  readonly dissect: (text: string) => TimeCell | undefined;
}

/** Any form that `dissectTime` knows. */
const found: TimeWay = { dissect: dissectTime };
/** Bare numbers that no time is written as: others have 4, 8, 10, 12 or 14 digits, or 8 and zeros behind a point. */
const noTimes = /^(?!(?:0{4}|0{8}|0{10}|0{12}|0{14}|0{8}\.0+)$)0+(?:\.0+)?$/;
/** To learn a form takes as long as some hundreds of cells. */
const LEAST = 1000;

interface LearnedForm {
  readonly form: DigitForm;
  /** A cell of the form, for what all have alike. */
  readonly sample: TimeCell;
}

type Learned = LearnedForm | null | undefined;

/** What was learned of a column, which is read several times before it is known to be the clock. */
const known = new WeakMap<
  CellColumn,
  { readonly rows: number; readonly least: number; readonly forms: Learned[]; readonly tails: number[] }
>();

/** What is read anew for each row. */
class Current implements TimeCell {
  shape: DateParts["shape"] = "year";
  year = 0;
  first = 1;
  second = 1;
  short = false;
  separator: string | undefined = undefined;
  clock: number | undefined = undefined;
  zone: number | undefined = undefined;
  zoneName: string | undefined = undefined;
  interval = false;

  take(cell: TimeCell): void {
    this.shape = cell.shape;
    this.year = cell.year;
    this.first = cell.first;
    this.second = cell.second;
    this.short = cell.short;
    this.separator = cell.separator;
    this.clock = cell.clock;
    this.zone = cell.zone;
    this.zoneName = cell.zoneName;
    this.interval = cell.interval ?? false;
  }
}

export class TimeCells {
  readonly #column: CellColumn;
  readonly #way: TimeWay;
  readonly #tell: Tell;
  /** By the code of a cell's form; null where each is read by itself, undefined where none is a time. */
  readonly #forms: Learned[] = [];
  /** By the same, the digits that all cells of the form have at their ends. */
  readonly #tails: number[] = [];
  readonly #current = new Current();
  readonly #numbers = new Float64Array(5);
  #last = -1;
  #shape: DateParts["shape"] | undefined;
  #turn: ((cell: Current) => void) | undefined;

  /** `least`: of how many cells a form is learned. */
  constructor(column: CellColumn, way: TimeWay = found, least: number = LEAST) {
    this.#column = column;
    this.#way = way;
    this.#tell = tellOf(way);
    const learned = way === found ? known.get(column) : undefined;
    if (learned?.rows === column.length && learned.least === least)
      [this.#forms, this.#tails] = [learned.forms, learned.tails];
    else {
      this.#learnForms(least);
      if (way === found) known.set(column, { rows: column.length, least, forms: this.#forms, tails: this.#tails });
    }
  }

  get length(): number {
    return this.#column.length;
  }

  /** The text of a row in which its time stands. */
  text(row: number): string {
    const cell = this.#column.at(row);
    return this.#way.prepare?.(cell) ?? cell;
  }

  isMissing(row: number): boolean {
    return this.#forms[this.#column.codeAt(row)] !== undefined && isMissing(this.text(row));
  }

  /** The parts of a row's time; undefined where it is none. They are overwritten by the next row that is read. */
  read(row: number): TimeCell | undefined {
    const current = this.#current;
    const code = this.#column.codeAt(row);
    const learned = this.#forms[code];
    if (learned === undefined) return undefined;
    const numbers = this.#numbers;
    if (learned?.form.read(this.#column.digitsAt(row), this.#tails[code], numbers)) {
      if (this.#last !== code) current.take(learned.sample);
      this.#last = code;
      current.year = numbers[0];
      current.first = numbers[1];
      current.second = numbers[2];
      if (current.clock !== undefined) current.clock = numbers[3];
      if (current.zone !== undefined) current.zone = Number.isNaN(current.zone) ? Number.NaN : numbers[4];
    } else {
      const text = this.text(row);
      const cell = isMissing(text) ? undefined : this.#way.dissect(text);
      this.#last = -1;
      if (cell === undefined) return undefined;
      current.take(cell);
    }
    if (this.#turn !== undefined) {
      this.#turn(current);
      this.#last = -1;
    }
    return current;
  }

  /** The shape that times are read as (`readAs`). */
  get shape(): DateParts["shape"] | undefined {
    return this.#shape;
  }

  /** Reads all times as others from now on: their shape, and the first of their numbers that are not the year. */
  readAs(shape: DateParts["shape"], first: (first: number) => number): void {
    this.#shape = shape;
    this.#turn = (cell) => {
      cell.shape = shape;
      cell.first = first(cell.first);
    };
  }

  #learnForms(least: number): void {
    const column = this.#column;
    // Forms that differ in digits alone are one.
    const counts = new Map<string, number>();
    const shapes = Array.from({ length: column.forms }, (_, code) => column.pattern(code).replace(/\d/g, "0"));
    for (const [code, shape] of shapes.entries()) counts.set(shape, (counts.get(shape) ?? 0) + column.count(code));
    const learned = new Map<string, LearnedForm | null | undefined>();
    for (const [code, shape] of shapes.entries()) {
      if ((counts.get(shape) ?? 0) < least) this.#forms.push(null);
      else {
        if (!learned.has(shape)) learned.set(shape, this.#learn(shape, column.slots(code)));
        this.#forms.push(learned.get(shape));
      }
      this.#tails.push(Number(column.pattern(code).replace(/\D/g, "").slice(column.slots(code))));
    }
  }

  #learn(shape: string, slots: number): LearnedForm | null | undefined {
    const form = DigitForm.of(shape, slots, this.#tell);
    if (form === undefined) return this.#way === found && noTimes.test(shape) ? undefined : null;
    const text = shape.replace(/0/g, "1");
    const sample = this.#way.dissect(this.#way.prepare?.(text) ?? text);
    return sample === undefined ? null : { form, sample };
  }
}

const tells = new WeakMap<TimeWay, Tell>();

/** What a cell says in numbers, and what else; nothing where it is no time, or has a time of day that is none. */
function tellOf(way: TimeWay): Tell {
  let tell = tells.get(way);
  if (tell === undefined) {
    tell = (cell) => {
      const text = way.prepare?.(cell) ?? cell;
      const time = isMissing(text) ? undefined : way.dissect(text);
      if (time === undefined || Number.isNaN(time.clock)) return undefined;
      const { shape, year, first, second, short, separator, clock, zone, zoneName, interval } = time;
      const given = [clock === undefined, zone === undefined, Number.isNaN(zone), interval ?? false];
      return {
        numbers: [year, first, second, clock ?? 0, zone === undefined || Number.isNaN(zone) ? 0 : zone],
        same: [shape, short, separator, zoneName, ...given].join("|"),
      };
    };
    tells.set(way, tell);
  }
  return tell;
}

/** Whether each row of a column holds a time, or is at least in its first rows. */
export function allTimes(column: CellColumn): boolean {
  const cells = new TimeCells(column);
  for (let row = 0; row < cells.length; row++) if (cells.read(row) === undefined) return false;
  return true;
}

/** The share of a column's filled cells that are times. */
export function shareOfTimes(column: CellColumn, way?: TimeWay): number {
  const cells = new TimeCells(column, way);
  let filled = 0;
  let times = 0;
  for (let row = 0; row < cells.length; row++) {
    if (cells.read(row) !== undefined) times++;
    else if (cells.isMissing(row)) continue;
    filled++;
  }
  return filled === 0 ? 0 : times / filled;
}
