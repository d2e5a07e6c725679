// What is done to a series on the way in, in this order: sort, resample, repair, fill gaps; and what was found in it.

import { splitBehind } from "../ahead/future-rows.ts";
import { DataError } from "../core/errors.ts";
import { splitResample } from "../data/grid/resample.ts";
import type { Finding, GapFill, Repair, Series } from "../data/index.ts";

/** What may be asked for on the way in. */
export interface PreparationSettings {
  /** Sorts the rows by time. Default false. */
  readonly sort?: boolean;
  /**
   * Puts the rows into steps of time: "1h" for the mean of each hour, "1h:sum", "1h:last"; see Series.resample. For times whose steps
   * differ. Default: the rows as they are.
   */
  readonly resample?: string;
  /** What to do with missing cells and repeated times, in the columns that are used: see Series.repair. Default: refuse them. */
  readonly repair?: Repair;
  /** Puts in the times that are missing, and fills all cells that are: see Series.fillGaps. Default: no window crosses a gap. */
  readonly fillGaps?: GapFill;
}

interface Prepared {
  readonly series: Series;
  /** The rows behind the last value of the target, as they were read; none where nothing is known ahead. */
  readonly behind: Series;
  /** What the check found before the repair, and the gaps behind it; rows as the file numbers them. */
  readonly findings: readonly Finding[];
}

/**
 * Sorted, resampled, repaired and filled, where that was asked for; of the columns that are used alone. `seasons`: rows in those that
 * filling may repeat; undefined: the ones that the times suggest; empty: there are none. Throws DataError, SEASON_UNKNOWN where a season
 * is to be repeated and there are none. `ahead`: the target, where columns are known ahead of its last value: rows behind that are neither
 * repaired nor filled.
 */
export function prepareSeries(
  given: Series,
  columns: readonly string[],
  { sort, resample, repair, fillGaps }: PreparationSettings,
  seasons?: readonly number[],
  ahead?: string,
): Prepared {
  if (fillGaps === "seasonal" && seasons?.length === 0) throw noSeason(given);
  const used = given.select(columns);
  const sorted = sort ? used.sorted() : used;
  const [step, rule] = (resample === undefined ? undefined : splitResample(resample)) ?? [];
  const cut = (all: Series) =>
    ahead === undefined ? { known: all, behind: all.slice(all.length) } : splitBehind(all, ahead);
  const { known: read, behind } = cut(step === undefined ? sorted : sorted.resample(step, rule));
  const repaired = repair === undefined ? read : read.repair(repair, columns);
  const season = fillGaps === "seasonal" ? seasons : undefined;
  const series = fillGaps === undefined ? repaired : repaired.fillGaps(fillGaps, { columns, season });
  // Bins cure the clock that they were asked for; what is found of the cells is that of the file.
  const before = numbered(cut(sorted).known).filter(({ kind }) => step === undefined || !ofClock.includes(kind));
  const after = numbered(repaired).filter(({ kind }) => kind === "gap");
  const fresh = after.filter(({ message }) => before.every((finding) => finding.message !== message));
  const findings = [...before, ...(repair === undefined ? fresh : fresh.map(afterRepair))];
  if (repair === undefined && fillGaps === undefined) return { series, behind, findings };
  const open = series.check();
  const gone = ({ kind, column }: Finding) => !open.some((left) => left.kind === kind && left.column === column);
  return {
    series,
    behind,
    findings: findings.map((one) => (CURABLE.includes(one.kind) && gone(one) ? cured(one) : one)),
  };
}

function noSeason({ name }: Series): DataError {
  return new DataError(
    "SEASON_UNKNOWN",
    name,
    [
      { option: "fillGaps", value: "seasonal" },
      " repeats a season, and ",
      { option: "season", value: "none" },
      " says that there is none",
    ],
    {
      found: "none",
      remedies: [
        ["leave the ", { option: "season" }, " out"],
        ["use ", { option: "fillGaps", value: "forward-fill" }],
      ],
    },
  );
}

/** What repairs and fills do away with; the notes of the series say how. */
const CURABLE: readonly Finding["kind"][] = ["missing", "duplicate-time", "gap"];

const ofClock: readonly Finding["kind"][] = ["gap", "irregular", "duplicate-time"];

/** Findings with rows as the file numbers them. */
function numbered(series: Series): Finding[] {
  const { rows } = series.parts;
  return series.check().map((finding) => ({ ...finding, rows: finding.rows.map((row) => rows[row]) }));
}

function afterRepair({ message, problem, ...finding }: Finding): Finding {
  const words = "after the repair: ";
  return { ...finding, message: words + message, ...(problem !== undefined && { problem: words + problem }) };
}

/** What was repaired is said to be so, and needs no offer. */
function cured({ problem, remedies: _, message, ...rest }: Finding): Finding {
  return { ...rest, message: `${problem ?? message}: repaired` };
}
