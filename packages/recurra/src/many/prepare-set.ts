// From a set as it was read to one that can be worked with: the target of each series, repaired where that was asked for.

import { DataError } from "../core/errors.ts";
import { listNames, quoteCell } from "../core/nearest-names.ts";
import { type Finding, type Series, SeriesSet } from "../data/index.ts";
import { seasonRows } from "../data/seasons/season-setting.ts";
import type { ExperimentSettings } from "../experiment/index.ts";
import { prepareSeries } from "../experiment/prepare-series.ts";
import { hasSameStep, ROWS_THAT_SHOW } from "../forecast/state/same-step.ts";
import { counted } from "../words/counted.ts";
import { grouped } from "../words/grouped.ts";
import type { FoundInSeries } from "./result.ts";

/** What a set is prepared by. */
type PreparationOfSet = Pick<ExperimentSettings, "target" | "sort" | "resample" | "repair" | "fillGaps" | "season">;

export interface PreparedSet {
  readonly set: SeriesSet;
  readonly target: string;
  readonly findings: readonly FoundInSeries[];
}

/** Series that are made anew are held; above so many cells they would not fit. */
const mostHeld = 50_000_000;

/**
 * Checks and repairs each series as one alone would be. Throws DataError SERIES_FEW for a set of fewer than `fewest`, TARGET_NEEDED, and what a
 * series that cannot be used is refused for, with the number of those that share its fault.
 */
export function prepareSet(
  given: SeriesSet,
  settings: PreparationOfSet,
  { fewest = 2 }: { readonly fewest?: 1 | 2 } = {},
): PreparedSet {
  if (given.size < fewest) throw tooFew(given);
  const target = settings.target ?? onlyColumn(given);
  if (given.idColumns.includes(target)) throw targetIsId(given, target);
  const columns = [target];
  const { sort, resample, repair, fillGaps } = settings;
  const made = sort === true || resample !== undefined || repair !== undefined || fillGaps !== undefined;
  if (made && given.rows > mostHeld) throw tooMany(given);
  const seasons = seasonRows(settings.season);
  const found = new Findings();
  const faults = new Faults();
  const step = new SharedStep();
  const held: [id: string, series: Series][] = [];
  const { ids } = given;
  for (let index = 0; index < given.size; index++) {
    const ready = faults.try(() => {
      const { series, findings } = prepareSeries(given.at(index), columns, settings, seasons);
      found.add(given.label(index), findings);
      series.requireOrdered();
      series.requireClean(columns);
      step.require(series, given.label(index));
      return series;
    });
    if (made && ready !== undefined) held.push([ids[index], ready]);
  }
  faults.throwFirst();
  const set = made ? SeriesSet.fromSeries(held, { name: given.name, idColumn: listNames(given.idColumns) }) : given;
  return { set, target, findings: found.list() };
}

function tooFew(set: SeriesSet): DataError {
  const one = set.size === 1 ? ` (${set.label(0)})` : "";
  return new DataError("SERIES_FEW", set.name, `there is only one series${one}, and a model over many needs two`, {
    found: set.size,
    remedies: [["forecast it alone: leave ", { option: "series" }, " out"]],
  });
}

function onlyColumn(set: SeriesSet): string {
  const { columns } = set;
  if (columns.length === 1) return columns[0];
  if (columns.length === 0) {
    throw new DataError("NO_COLUMN", set.name, "no column of numbers was found", {
      remedies: ["correct the cells, or give a file with a column of numbers"],
    });
  }
  throw new DataError("TARGET_NEEDED", set.name, "which column is to be forecast?", {
    found: columns,
    remedies: [["say ", { option: "target" }, ` with one of ${listNames(columns)}`]],
  });
}

function targetIsId(set: SeriesSet, target: string): DataError {
  const others = set.columns.filter((column) => !set.idColumns.includes(column));
  return new DataError("TARGET_IS_ID", set.name, `column ${quoteCell(target)} tells the series apart`, {
    place: { column: target, said: true },
    remedies: [
      ["forecast another column with ", { option: "target" }, others.length > 0 ? `: ${listNames(others)}` : ""],
    ],
  });
}

/** The step of the first series that shows one: a model goes by rows, which must mean the same in all. */
class SharedStep {
  #first: { readonly step: string; readonly label: string } | undefined;

  require(series: Series, label: string): void {
    const { step } = series.times;
    if (this.#first === undefined) {
      if (series.length >= ROWS_THAT_SHOW) this.#first = { step, label };
      return;
    }
    if (hasSameStep(this.#first.step, series)) return;
    throw new DataError(
      "STEP_DIFFERS",
      series.name,
      `its rows have the step: ${step}, and those of ${this.#first.label} have the step: ${this.#first.step}; a model over many goes by rows, which must mean the same in all`,
      {
        found: step,
        remedies: [
          ["put all rows into one step with ", { option: "resample" }],
          ["take those of one step with ", { option: "where" }],
        ],
      },
    );
  }
}

function tooMany(set: SeriesSet): DataError {
  return new DataError(
    "SET_TOO_LARGE",
    set.name,
    `${counted(set.size, "series", "series")} of ${counted(set.rows, "row")} cannot be repaired in memory`,
    { found: set.rows, remedies: [`repair the file, or forecast at most ${grouped(mostHeld)} cells at a time`] },
  );
}

/** What stops some series: the first fault, and how many series have one of its code. */
class Faults {
  #first: DataError | undefined;
  #same = 0;
  #others = 0;

  try<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      if (this.#first === undefined) this.#first = error;
      else if (error.code === this.#first.code) this.#same++;
      else this.#others++;
      return undefined;
    }
  }

  throwFirst(): void {
    if (this.#first === undefined) return;
    const more = this.#same + this.#others;
    if (more === 0) throw this.#first;
    const like = this.#others === 0 ? " of this kind" : "";
    throw this.#first.with({
      context: `${counted(more, "other series", "other series")} ${more === 1 ? "has" : "have"} a fault${like} too`,
    });
  }
}

/** Findings of all series, a kind a line. */
class Findings {
  readonly #kinds = new Map<string, { series: number; readonly first: string }>();

  add(label: string, findings: readonly Finding[]): void {
    for (const kind of new Set(findings.map((one) => one.kind))) {
      const known = this.#kinds.get(kind);
      if (known !== undefined) known.series++;
      else {
        const finding = findings.find((one) => one.kind === kind) as Finding;
        this.#kinds.set(kind, { series: 1, first: `${label}: ${finding.problem ?? finding.message}` });
      }
    }
  }

  list(): FoundInSeries[] {
    return [...this.#kinds].map(([kind, { series, first }]) => ({ kind, series, first }));
  }
}
