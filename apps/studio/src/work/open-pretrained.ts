// The pretrained network, opened over the rows of a file that is forecast without training.
import { readSettings } from "recurra";
import type { OpenedNetwork } from "recurra/inside";
import { loadPretrained, NO_SEASON_ROWS, openHistory, SEASONS_AHEAD, zeroShot } from "recurra/pretrained";
import { experimentOf } from "../link/reading.ts";
import { seriesFor } from "./open-files.ts";

/** Windows before the forecast that can be looked at, at most. */
const MOST = 12;

/** Sequence 0 is the forecast of what comes; those behind it end so much earlier that what came is known. Counted round. */
export async function openPretrained(
  sha256: string,
  settings: Readonly<Record<string, string>>,
  sequence: number,
): Promise<OpenedNetwork> {
  const { horizon, season, target: asked, min, max } = readSettings(experimentOf(settings));
  const series = await seriesFor(sha256, settings);
  const [onlyColumn] = series.columns;
  const target = asked ?? onlyColumn;
  const network = loadPretrained();
  try {
    const options = { ...(horizon !== undefined && { horizon }), ...(season !== undefined && { season }) };
    const bounds = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
    const [{ look }] = zeroShot(network, series, { target, ...options, ...bounds }).looks;
    const column = series.column(target);
    let from = column.length;
    while (from > 0 && Number.isFinite(column[from - 1])) from--;
    const values = column.slice(from);
    const ahead = SEASONS_AHEAD * (look.season ?? NO_SEASON_ROWS);
    const windows = 1 + Math.min(MOST, Math.floor(values.length / (2 * ahead)));
    const end = values.length - ahead * (sequence % windows);
    const next = series.times.next(ahead).map((time) => series.times.format(time));
    const rowName = (row: number) =>
      row < values.length ? series.times.label(from + row) : (next[row - values.length] ?? "");
    const opened = openHistory(network, { look, values, end, rowName, label: target });
    return { ...opened, title: `Pretrained ${opened.title}`, fixed: true };
  } finally {
    network.dispose();
  }
}
