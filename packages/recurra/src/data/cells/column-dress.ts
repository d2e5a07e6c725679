// What stands around the numbers of a column, and what it means for them: one unit for all, suffixes that count thousands, or a mixture
// that only its user can settle.

import { listNames, quoteCell } from "../../core/nearest-names.ts";
import type { Phrase } from "../../core/phrase.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { listed } from "../../words/listed.ts";
import { type DressedNumber, isCurrency } from "./dressed-number.ts";
import { magnitudeOf, raised } from "./magnitudes.ts";

interface Dress {
  readonly before: string;
  readonly behind: string;
  spaced: boolean;
  count: number;
}

/** How one dress changes the number in it. */
interface Meaning {
  readonly power: number;
  readonly factor: number;
}

/** A mixture: what is said of it, and what its user can say. */
interface MixedUnits {
  readonly problem: string;
  readonly remedies: readonly Phrase[];
}

const most = 12;
/** Suffixes that are units as well where they stand alone: 5 m, 3 t, 293 K. */
const alone = /^(?:[mbt]|[KMBT])$/;

export class ColumnDress {
  readonly #dresses: Dress[] = [];
  readonly #ids = new Map<string, number>();
  readonly #known = new Map<DressedNumber, number>();
  readonly #of: Uint8Array;
  #bracketed = 0;
  readonly #marks = new Map<string, number>();
  /** There are more than a column of numbers can have. */
  tooMany = false;

  constructor(rows: number) {
    this.#of = new Uint8Array(rows);
  }

  /** The one thing that stands around the numbers, such as "€" or "km/h", where it is no suffix that counts thousands; else undefined. */
  unit: string | undefined;

  /** Takes down what stands around the number of a row. */
  add(row: number, dressed: DressedNumber): void {
    const { before, behind, spaced, bracketed, mark } = dressed;
    if (bracketed) this.#bracketed++;
    if (mark !== "") this.#marks.set(mark, (this.#marks.get(mark) ?? 0) + 1);
    if (before === "" && behind === "") return;
    // Numbers of one form come with the same dress.
    let id = this.#known.get(dressed);
    if (id === undefined) {
      id = this.#idOf(before, behind);
      if (id === undefined) return;
      if (this.#known.size > 100) this.#known.clear();
      this.#known.set(dressed, id);
    }
    const dress = this.#dresses[id - 1];
    dress.count++;
    dress.spaced ||= spaced;
    this.#of[row] = id;
  }

  #idOf(before: string, behind: string): number | undefined {
    const key = `${before}\n${behind}`;
    let id = this.#ids.get(key);
    if (id === undefined) {
      if (this.#dresses.length === most) {
        this.tooMany = true;
        return undefined;
      }
      id = this.#dresses.push({ before, behind, spaced: false, count: 0 });
      this.#ids.set(key, id);
    }
    return id;
  }

  /** Puts `values` into one unit, and says in `notes` what it took; or says why it cannot. */
  settle(
    column: string,
    values: Float64Array,
    units: ReadonlyMap<string, number>,
    notes: string[],
  ): MixedUnits | undefined {
    const name = quoteCell(column);
    if (this.#bracketed > 0) notes.push(`${counted(this.#bracketed, "cell")} of ${name} in brackets read as negative`);
    if (this.#marks.size > 0) {
      const count = [...this.#marks.values()].reduce((sum, one) => sum + one, 0);
      const marks = listNames([...this.#marks.keys()], 3);
      notes.push(`${marks} behind ${counted(count, "cell")} of ${name} left out: a reference to a note`);
    }
    if (this.#dresses.length === 0) return undefined;
    const suffixes = this.#suffixes(units);
    const scaled = this.#scales(suffixes);
    const kinds = new Set<string>();
    const meanings = this.#dresses.map(({ before, behind }): Meaning => {
      let factor = units.get(before) ?? 1;
      const whole = units.get(behind);
      const magnitude = whole === undefined ? magnitudeOf(behind) : undefined;
      const counts = magnitude !== undefined && (scaled || magnitude.rest !== "") && !units.has(magnitude.suffix);
      const suffix = magnitude && units.get(magnitude.suffix);
      const unit = magnitude !== undefined && (counts || suffix !== undefined) ? magnitude.rest : behind;
      factor *= whole ?? suffix ?? 1;
      factor *= whole === undefined && unit !== behind ? (units.get(unit) ?? 1) : 1;
      kinds.add(`${units.has(before) ? "" : before}\n${whole !== undefined || units.has(unit) ? "" : unit}`);
      return { power: counts ? magnitude.power : 0, factor };
    });
    const settled = kinds.size === 1 && kinds.has("\n") && !meanings.some(({ power }) => power > 0);
    if (!settled) {
      const reason = this.#mixture(values, kinds, meanings, suffixes);
      if (reason) return this.#mixed(name, values);
    }
    for (let row = 0; row < values.length; row++) {
      if (this.#of[row] === 0) continue;
      const { power, factor } = meanings[this.#of[row] - 1];
      if (power > 0) values[row] = raised(values[row], power);
      if (factor !== 1) values[row] *= factor;
    }
    this.#tell(name, values, meanings, notes);
    return undefined;
  }

  /** The suffixes of the column that could count thousands and more, as they are written. */
  #suffixes(units: ReadonlyMap<string, number>): Map<string, boolean> {
    const found = new Map<string, boolean>();
    for (const { behind, spaced } of this.#dresses) {
      const magnitude = units.has(behind) ? undefined : magnitudeOf(behind);
      if (magnitude === undefined || magnitude.rest !== "") continue;
      found.set(magnitude.suffix, (found.get(magnitude.suffix) ?? false) || spaced);
    }
    return found;
  }

  /** One m, b or t alone is a unit. */
  #scales(suffixes: ReadonlyMap<string, boolean>): boolean {
    if (suffixes.size !== 1) return suffixes.size > 0;
    const [only] = suffixes.keys();
    return !/^[mbt]$/.test(only) || this.#dresses.some(({ before }) => isCurrency(before));
  }

  /** Whether the column cannot be read as one unit. */
  #mixture(
    values: Float64Array,
    kinds: ReadonlySet<string>,
    meanings: readonly Meaning[],
    suffixes: ReadonlyMap<string, boolean>,
  ): boolean {
    if (kinds.size > 1) return true;
    // "m" beside "k" or "M" may be a thousandth as well.
    if (suffixes.size > 1 && suffixes.has("m")) return true;
    const [[only, spaced]] = suffixes.size === 1 ? [...suffixes] : [["", false] as const];
    if (spaced && alone.test(only) && !/^[mbt]$/.test(only)) return true;
    const scaled = meanings.some(({ power }) => power > 0);
    const [kind] = kinds;
    const currencyOnly = kind.split("\n").every((word) => word === "" || isCurrency(word));
    for (let row = 0; row < values.length; row++) {
      const value = values[row];
      if (this.#of[row] !== 0 || Number.isNaN(value) || value === 0) continue;
      if (scaled ? !Number.isInteger(value) || Math.abs(value) >= 1000 : !currencyOnly) return true;
    }
    return false;
  }

  #mixed(name: string, values: Float64Array): MixedUnits {
    const dressed = this.#dresses.reduce((sum, { count }) => sum + count, 0);
    const bare = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0) - dressed;
    const parts = this.#dresses.map(({ before, behind, count }) => `${shown(before, behind)} in ${grouped(count)}`);
    const words = [...new Set(this.#dresses.flatMap(({ before, behind }) => [before, behind]))].filter(Boolean);
    const first = parts[0].replace(/ in ([\d,]+)$/, ` in ${counted(this.#dresses[0].count, "cell")}`);
    const said = listed([first, ...parts.slice(1), ...(bare > 0 ? [`nothing in ${grouped(bare)}`] : [])]);
    const problem = `what stands around the numbers of ${name} does not make one unit: ${said}`;
    if (words.some((word) => /[=,]/.test(word))) return { problem, remedies: ["write all cells in one unit"] };
    const only = words.length === 1 ? words[0] : undefined;
    const power = only === undefined ? undefined : magnitudeOf(only)?.power;
    const other = only === "%" ? "%=0.01" : power === undefined ? undefined : `${only}=1e${power}`;
    const each = words
      .map((word) => `${word}=${magnitudeOf(word) === undefined ? 1 : `1e${magnitudeOf(word)?.power}`}`)
      .join(",");
    const remedy: Phrase = other
      ? ["say what it counts with ", { option: "units", value: [`${only}=1`, other] }]
      : ["say what each is to be multiplied by, as in ", { option: "units", value: each }];
    return { problem, remedies: [remedy] };
  }

  #tell(name: string, values: Float64Array, meanings: readonly Meaning[], notes: string[]): void {
    let filled = 0;
    for (const value of values) if (!Number.isNaN(value)) filled++;
    const raisedBy = this.#dresses.flatMap(({ before, behind }, i) =>
      meanings[i].power === 0 ? [] : [`${shown(before, behind)} as times 1e${meanings[i].power}`],
    );
    const times = this.#dresses.flatMap(({ before, behind }, i) =>
      meanings[i].power > 0 || meanings[i].factor === 1
        ? []
        : [`${shown(before, behind)} as times ${meanings[i].factor}`],
    );
    if (raisedBy.length + times.length > 0) notes.push(`${name}: ${listed([...raisedBy, ...times])}`);
    const [{ before, behind }] = this.#dresses;
    const alone = this.#dresses.length === 1 && raisedBy.length + times.length === 0;
    this.unit = alone ? before || behind : undefined;
    for (const [i, { before, behind, count }] of this.#dresses.entries()) {
      if (meanings[i].power > 0 || meanings[i].factor !== 1) continue;
      const cells = count === filled ? "each cell" : `${grouped(count)} of ${counted(filled, "cell")}`;
      if (behind !== "") notes.push(`${quoteCell(behind)} stands behind ${cells} of ${name}`);
      if (before !== "") notes.push(`${quoteCell(before)} stands before ${cells} of ${name}`);
    }
  }
}

/** "€...M", "...kWh" without the number: quoted. */
function shown(before: string, behind: string): string {
  return before !== "" && behind !== "" ? `${quoteCell(before)} and ${quoteCell(behind)}` : quoteCell(before + behind);
}
