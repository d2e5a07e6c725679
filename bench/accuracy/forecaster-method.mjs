// The library's Forecaster by its defaults, with the season given, as a method: fitted with validation, then on all rows; of channels, as the published
// protocol has it, on the rows before those that choose, and not again.

import { DataError, Series } from "recurra";
import { readSettings } from "recurra/experiment";
import { Forecaster } from "recurra/forecast";
import { loadPretrained } from "recurra/pretrained";
import { conformalAround } from "./conformal.mjs";

/** `own` are the settings that make it this method; those that are asked for come on top. */
export function forecasterMethod(name, own) {
  const make = ({ horizon, seasons, lookback, settings }) =>
    new Forecaster(
      {
        ...{ target: "value", horizon, season: seasons.map(({ rows }) => rows) },
        ...(lookback !== undefined && { lookback }),
        ...readSettings({ ...own, ...settings }),
      },
      own.model === "pretrained" ? { pretrained: loadPretrained() } : {},
    );
  return {
    name,
    async forecastSeries({ series, ...asked }) {
      const found = [];
      for (const values of series) found.push(await forecastOne(make(asked), values, asked));
      return found;
    },
    async fitChannels({ channels, ...asked }) {
      const fitted = [];
      for (const values of channels) {
        const forecaster = make(asked);
        const validation = 1 - asked.choosing / values.length;
        for await (const _ of forecaster.fit(seriesOf(values), { validation }));
        fitted.push(forecaster);
      }
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

async function forecastOne(forecaster, values, { horizon, level, seasons }) {
  const series = seriesOf(values);
  try {
    for await (const _ of forecaster.fit(series));
    const origins = forecaster.layout(series).validation;
    const predicted = forecaster.predictAt(series, origins);
    const final = await forecaster.refitted(series);
    forecaster.dispose();
    const forecast = final.predictAt(series, Uint32Array.of(values.length));
    final.dispose();
    return conformalAround(forecast, { values, origins, predicted, horizon, level, seasons });
  } catch (error) {
    // A series that is too short for it.
    if (error instanceof DataError) return undefined;
    throw error;
  }
}
