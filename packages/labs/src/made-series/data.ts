// Made series as the network reads them, and the file that is looked at.
import { type Batch, DataError, Series, tensor } from "recurra";
import { quoteCell, Generator as Random } from "recurra/core";
import { madeSeries } from "recurra/made";
import { SEASONS_AHEAD, SeasonView } from "recurra/pretrained";
import type { LabFile } from "../lab/lab.ts";

/** Seasons of the made series; undefined: none. */
export const SEASONS: readonly (number | undefined)[] = [24, 12, 7, undefined];
/** Seasons of a history. */
const KNOWN = 6;

/** A series that never existed: rows that are known, and those that come. */
export interface Made {
  readonly season: number | undefined;
  readonly known: Float64Array;
  readonly ahead: Float64Array;
}

/** Number `index` of the series of a seed; seasons come in turn. */
export function makeOne(seed: number, index: number, season: number | undefined): Made {
  const rows = season ?? 24;
  const { values } = madeSeries({ seed, index, season: season ?? "none", rows: (KNOWN + SEASONS_AHEAD) * rows });
  return { season, known: values.subarray(0, KNOWN * rows), ahead: values.subarray(KNOWN * rows) };
}

/**
 * The batches of an epoch, each of one season by chance; what comes is told from the last season, in the history's unit; behind it stands the weight of the series, which is
 * less the further the last season is off, so that walks do not outweigh all others. */
export function* madeBatches(
  { seed, batch }: { readonly seed: number; readonly batch: number },
  epoch: number,
  steps: number,
): Generator<Batch, void, undefined> {
  for (let step = (epoch - 1) * steps; step < epoch * steps; step++) {
    const season = SEASONS[Math.floor(new Random(seed).stream("made batches", step).uniform(0) * SEASONS.length)];
    const view = new SeasonView(season);
    const { rows, end } = view.layout;
    const x = new Float32Array(batch * end);
    const width = SEASONS_AHEAD * rows + 1;
    const y = new Float32Array(batch * width);
    for (let i = 0; i < batch; i++) {
      const { known, ahead } = makeOne(seed, step * batch + i, season);
      const base = view.write(known, known.length, x, i * end);
      let naive = 0;
      ahead.forEach((value, t) => {
        const from = (value - base.season[t % rows]) / base.unit;
        y[i * width + t] = Math.max(-100, Math.min(100, from));
        naive += Math.abs(from) / ahead.length;
      });
      y[i * width + ahead.length] = 1 / (0.7 + 0.3 * Math.min(8, naive));
    }
    yield { x: tensor(x, [batch, end]), y: tensor(y, [batch, width]) };
  }
}

/** The column of a file that is looked at, and the season that it shows. */
export interface Looked {
  readonly name: string;
  readonly column: string;
  readonly season: number | undefined;
  readonly values: Float64Array;
}

/** More rows ago nothing is read. */
const MOST_SEASON = 400;

/** Throws DataError for a file without such a column, or with fewer than 8 rows behind its last missing cell. */
export function readLooked(file: LabFile | undefined, asked: string): Looked | undefined {
  if (file === undefined) return undefined;
  const series = Series.fromCsv(file.text, { name: file.name });
  const column = asked === "" ? (series.columns.at(-1) ?? "") : asked;
  const all = series.column(column);
  let from = all.length;
  while (from > 0 && Number.isFinite(all[from - 1])) from--;
  if (all.length - from < 8) {
    const problem = `column ${quoteCell(column)} has ${all.length - from} rows behind its last missing cell, and the lab looks at 8 at least`;
    throw new DataError("LAB_ROWS", file.name, problem, { remedies: ["give more"] });
  }
  const season = series.seasons(column).find(({ rows }) => rows <= MOST_SEASON && 2 * rows <= all.length - from);
  return { name: file.name, column, season: season && Math.round(season.rows), values: all.slice(from) };
}
