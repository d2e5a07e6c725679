// The library's Forecaster by its defaults, with the season given, as a method: fitted with validation, then on all rows.

import { DataError, Series } from "recurra";
import { readSettings } from "recurra/experiment";
import { Forecaster } from "recurra/forecast";
import { conformalAround } from "./conformal.mjs";

/** `own` are the settings that make it this method; those that are asked for come on top. */
export function forecasterMethod(name, own) {
  const make = ({ horizon, seasons, lookback, settings }) =>
    new Forecaster({
      ...{ target: "value", horizon, season: seasons.map(({ rows }) => rows) },
      ...(lookback !== undefined && { lookback }),
      ...own,
      ...readSettings(settings),
    });
  return {
    name,
    async forecastSeries({ series, ...asked }) {
      const found = [];
      for (const values of series) found.push(await forecastOne(make(asked), values, asked));
      return found;
    },
    async fitChannels({ channels, ...asked }) {
      const fitted = [];
      for (const values of channels) fitted.push((await fitTwice(make(asked), seriesOf(values))).final);
      return {
        forecast: (values, origins) => fitted.map((one, at) => one.predictAt(seriesOf(values[at]), origins)),
        dispose: () => {
          for (const one of fitted) one.dispose();
        },
      };
    },
  };
}

const seriesOf = (value) => Series.fromColumns({ value });

async function fitTwice(forecaster, series, beforeRefit = () => undefined) {
  for await (const _ of forecaster.fit(series));
  const between = beforeRefit(forecaster);
  const final = await forecaster.refitted(series);
  forecaster.dispose();
  return { final, between };
}

async function forecastOne(forecaster, values, { horizon, level }) {
  const series = seriesOf(values);
  try {
    const { final, between } = await fitTwice(forecaster, series, (first) => {
      const origins = first.layout(series).validation;
      return { origins, predicted: first.predictAt(series, origins) };
    });
    const forecast = final.predictAt(series, Uint32Array.of(values.length));
    final.dispose();
    return conformalAround(forecast, { values, ...between, horizon, level });
  } catch (error) {
    // A series that is too short for it.
    if (error instanceof DataError) return undefined;
    throw error;
  }
}
