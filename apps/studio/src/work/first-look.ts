// What the pretrained network says of a file, before anything is checked: an answer within a moment, which is called what it is.
import { DataError, type ExperimentSettings, OptionError, type Series } from "recurra";
import { loadPretrained, zeroShot } from "recurra/pretrained";
import type { FirstLook } from "../engine/protocol.ts";

/** Rows before the forecast that are shown. */
const BEFORE = 60;

/** Undefined for rows that have to be put in order first, and where the network has nothing to say. */
export function firstLook(series: Series, settings: ExperimentSettings): FirstLook | undefined {
  const { sort, resample, repair, fillGaps, horizon, season, level = 0.9, min, max } = settings;
  const [onlyColumn] = series.columns;
  const { target = onlyColumn } = settings;
  if (sort || resample || repair || fillGaps) return undefined;
  const [first] = [level].flat();
  const network = loadPretrained();
  try {
    const options = { ...(horizon !== undefined && { horizon }), ...(season !== undefined && { season }) };
    const bounds = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
    const { rows } = zeroShot(network, series, { target, ...options, ...bounds, level: first });
    const from = Math.max(0, series.length - BEFORE);
    const known = Array.from(series.column(target).subarray(from), (value) => (Number.isNaN(value) ? null : value));
    const before = known.map(() => null);
    const ahead = (of: (row: (typeof rows)[number]) => number | undefined) => [
      ...before,
      ...rows.map((row) => of(row) ?? null),
    ];
    return {
      ...{ target, level: first },
      times: [...known.map((_, i) => series.times.label(from + i)), ...rows.map(({ time }) => time)],
      actual: [...known, ...rows.map(() => null)],
      predicted: ahead(({ value }) => value),
      lower: ahead(({ lower }) => lower),
      upper: ahead(({ upper }) => upper),
    };
  } catch (error) {
    // The experiment that follows says what is wrong, with what to do about it.
    if (error instanceof DataError || error instanceof OptionError) return undefined;
    throw error;
  } finally {
    network.dispose();
  }
}
