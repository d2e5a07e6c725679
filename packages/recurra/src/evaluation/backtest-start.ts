// The row at which a backtest starts: behind the rows that the model was fitted on, with room for one window.

import { OptionError, StateError } from "../core/errors.ts";
import type { Phrase } from "../core/phrase.ts";
import type { Series } from "../data/series/series.ts";
import { counted } from "../words/counted.ts";
import { grouped } from "../words/grouped.ts";
import type { WindowForecaster } from "./forecastable.ts";

const FROM = { option: "from" } as const;

function startAt(series: Series, row: number, side: "earlier" | "later"): Phrase {
  return ["start with ", { ...FROM, value: series.times.label(row) }, ` or ${side}`];
}

/** The row of `from`, with room before it for the model's input and after it for one forecast. */
export function findStart(model: WindowForecaster, series: Series, from: string | number): number {
  const row = typeof from === "number" ? from : series.rowAt(from);
  const needed = Math.max(1, model.lookback);
  const room = `the ${model.name} needs ${counted(needed, "row")} before its forecast of ${grouped(model.horizon)}`;
  if (series.length < needed + model.horizon) {
    throw new OptionError(
      "BACKTEST_TOO_SHORT",
      "backtest",
      `${room}, but the series has ${counted(series.length, "row")} in all`,
      {
        found: series.length,
        remedies: ["give more rows", ["shorten the ", { option: "lookback" }, " or ", { option: "horizon" }]],
      },
    );
  }
  const [earliest, latest] = [needed, series.length - model.horizon];
  if (row < earliest) {
    throw new OptionError(
      "BACKTEST_FROM_EARLY",
      "backtest",
      [`${room}, but `, FROM, ` ${from} leaves ${grouped(row)}`],
      {
        found: from,
        remedies: [startAt(series, earliest, "later")],
      },
    );
  }
  if (row > latest) {
    throw new OptionError(
      "BACKTEST_FROM_LATE",
      "backtest",
      [
        FROM,
        ` ${from} leaves ${counted(Math.max(0, series.length - row), "row")} to forecast, but one window of the ${model.name} forecasts ${model.horizon}`,
      ],
      { found: from, remedies: [startAt(series, latest, "earlier")] },
    );
  }
  return row;
}

export function refuseSeenRows(model: WindowForecaster, series: Series, from: number): void {
  const fitted = model.fittedRows;
  if (fitted === undefined || series.times.at(from) > fitted.to) return;
  let next = from;
  while (next < series.length && series.times.at(next) <= fitted.to) next++;
  const show = (time: number): string => series.times.format(time);
  const later: Phrase[] = next < series.length ? [startAt(series, next, "later")] : [];
  throw new StateError(
    "BACKTEST_SEEN",
    "backtest",
    [
      FROM,
      ` ${series.times.label(from)} lies inside the rows that the ${model.name} was fitted on (${show(fitted.from)} to ${show(fitted.to)})`,
    ],
    {
      found: series.times.label(from),
      context: "Scores on rows that a model has seen say nothing",
      remedies: [...later, `fit it on the rows before ${series.times.label(from)} only`],
    },
  );
}
