// Forecasts past the horizon: in blocks of the horizon, each from the rows before it, of which the later ones are the model's own forecasts.

import { aheadWidth } from "../ahead/known-ahead.ts";
import { OptionError } from "../core/errors.ts";
import { clip } from "../data/bounds.ts";
import { Series } from "../data/index.ts";
import { listed } from "../words/listed.ts";
import { type Fitted, reachOf } from "./fitted.ts";
import { forecastAt, forecastGiven } from "./forward-pass.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";

/** The columns that it reads and does not forecast. */
function othersRead({ path, share }: Fitted, { inputs, target }: ForecasterSettings): readonly string[] {
  return path !== undefined && share === 0 ? [] : inputs.filter((name) => name !== target);
}

/** Whether all that it reads is what it forecasts. */
export function goesOn(fitted: Fitted, settings: ForecasterSettings): boolean {
  return othersRead(fitted, settings).length === 0;
}

/** Throws OptionError FORECASTER_BEYOND for rows past the horizon of a model that reads columns which it does not forecast. */
export function requireGoesOn(fitted: Fitted, settings: ForecasterSettings, rows: number): void {
  const others = othersRead(fitted, settings);
  if (rows <= settings.horizon || others.length === 0) return;
  throw new OptionError(
    "FORECASTER_BEYOND",
    "Forecaster",
    [
      { option: "horizon", value: rows },
      ` is more than the ${settings.horizon} rows that the model forecasts, and to go on from these it needs ${listed(others.map((name) => JSON.stringify(name)))} too, which it does not forecast`,
    ],
    {
      found: rows,
      remedies: [
        ["use ", { option: "horizon", value: settings.horizon }, " or less"],
        ["fit a model with a longer ", { option: "horizon" }],
      ],
    },
  );
}

/** Throws OptionError FORECASTER_BEYOND for paths past the horizon of a model that knows columns ahead. */
export function requireBlockAhead(settings: ForecasterSettings, rows: number): void {
  if (rows <= settings.horizon || aheadWidth(settings) === 0) return;
  throw new OptionError(
    "FORECASTER_BEYOND",
    "samplePaths",
    [
      { option: "horizon", value: rows },
      ` is more than the ${settings.horizon} rows to which paths of a model that knows columns ahead reach`,
    ],
    { found: rows, remedies: [["use ", { option: "horizon", value: settings.horizon }, " or less"]] },
  );
}

/** Forecasts of `rows` rows from each origin on, [n * rows]. The first block is that of `forecastAt`. Columns that are known ahead must stand in the series to the end of the last block. */
export function forecastOn(
  fitted: Fitted,
  settings: ForecasterSettings,
  series: Series,
  origins: Uint32Array,
  rows: number,
): Float64Array {
  const { horizon, target } = settings;
  if (rows > horizon && aheadWidth(settings) > 0) return forecastKnowing(fitted, settings, series, origins, rows);
  const reach = reachOf(fitted);
  const column = series.column(target);
  const windows = Array.from(origins, (origin) => {
    const window = new Float64Array(reach + Math.ceil(rows / horizon) * horizon);
    window.set(column.subarray(origin - reach, origin));
    return window;
  });
  for (let done = 0; done < rows; done += horizon) {
    const seen = windows.map((window) => window.subarray(0, reach + done));
    const block = done === 0 ? forecastAt(fitted, settings, series, origins) : goOn(fitted, settings, seen);
    windows.forEach((window, i) => {
      window.set(block.subarray(i * horizon, (i + 1) * horizon), reach + done);
    });
  }
  const result = new Float64Array(origins.length * rows);
  windows.forEach((window, i) => {
    result.set(window.subarray(reach, reach + rows), i * rows);
  });
  return result;
}

/** Those of a model that knows columns ahead: the series of each origin, with the forecasts in place of the target's values. */
function forecastKnowing(
  fitted: Fitted,
  settings: ForecasterSettings,
  series: Series,
  origins: Uint32Array,
  rows: number,
): Float64Array {
  const { horizon, target } = settings;
  const reach = reachOf(fitted);
  const result = new Float64Array(origins.length * rows);
  origins.forEach((origin, i) => {
    const { parts } = series.slice(origin - reach, origin + Math.ceil(rows / horizon) * horizon);
    const values = series.column(target).slice(origin - reach, origin - reach + parts.times.length);
    for (let done = 0; done < rows; done += horizon) {
      const columns = new Map(parts.columns).set(target, values.slice());
      const block = forecastAt(fitted, settings, new Series({ ...parts, columns }), Uint32Array.of(reach + done));
      values.set(block, reach + done);
    }
    result.set(values.subarray(reach, reach + rows), i * rows);
  });
  return result;
}

/** The block after each window of the target's values. */
export function goOn(fitted: Fitted, settings: ForecasterSettings, windows: readonly Float64Array[]): Float64Array {
  const { path, share, bounds = {} } = fitted;
  if (path === undefined || share > 0) {
    return forecastGiven(
      fitted,
      settings,
      windows.map((window) => ({ [settings.target]: window })),
    );
  }
  return path.forecastEach(windows).map((value) => clip(value, bounds));
}
