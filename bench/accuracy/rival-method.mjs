// A rival of a backtest as a method of its own.
import { windowsNeeded } from "recurra/evaluation";
import { conformalAround } from "./conformal.mjs";

/** The last share of windows, which sizes intervals, as in a fit of the Forecaster. */
const SIZING = 0.15;

export function rivalMethod(rival) {
  return {
    name: rival.name,
    forecastSeries: ({ series, ...asked }) => series.map((values) => forecastOne(rival, values, asked)),
    fitChannels({ channels, choosing, seasons, horizon }) {
      const learnt = channels.map((values) => values.slice(0, choosing));
      const fitted = learnt.map((values) => rival.fit({ values, fitted: choosing, seasons, horizon }));
      if (fitted.includes(undefined)) return undefined;
      return { forecast: (values, origins) => fitted.map((one, channel) => one.forecast(values[channel], origins)) };
    },
  };
}

function forecastOne(rival, values, { seasons, horizon, level }) {
  const forecast = fitOn(rival, values, values.length, seasons, horizon)?.(Uint32Array.of(values.length));
  if (forecast === undefined) return undefined;
  const count = Math.max(windowsNeeded(level), Math.round(SIZING * (values.length - horizon)));
  const first = values.length - horizon - count + 1;
  const earlier = first > 0 ? fitOn(rival, values, first, seasons, horizon) : undefined;
  if (earlier === undefined) return { values: forecast };
  const origins = Uint32Array.from({ length: count }, (_, i) => first + i);
  return conformalAround(forecast, { values, origins, predicted: earlier(origins), horizon, level, seasons });
}

/** Fitted on the values before `end`: forecasts from origins. */
function fitOn(rival, values, end, seasons, horizon) {
  const held = seasons.filter(({ rows }) => 2 * rows <= end);
  const fitted = rival.fit({ values: values.slice(0, end), fitted: end, seasons: held, horizon });
  return fitted && ((origins) => fitted.forecast(values, origins));
}
