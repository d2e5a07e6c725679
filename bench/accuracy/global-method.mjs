// The library's GlobalForecaster by its defaults, with the season given, as a method: one model for all series, or for all channels as series of one
// set; the pretrained network is a candidate, as at the command line. Fitted with validation, then on all rows; of channels, as the published protocol has it, on the rows before those that choose, and not again.
import { Series } from "recurra";
import { SeriesSet } from "recurra/data";
import { GlobalForecaster, readGlobalSettings } from "recurra/global";
import { loadPretrained } from "recurra/pretrained";

/** `own` are the settings that make it this method, and whether the pretrained network is a candidate; settings that are asked for come on top. */
export function globalMethod(name, { pretrained = true, ...own }) {
  const make = ({ horizon, seasons, lookback, settings }) =>
    new GlobalForecaster(
      {
        ...{ target: "value", horizon, season: seasons.map(({ rows }) => rows) },
        ...(lookback !== undefined && { lookback }),
        ...readGlobalSettings({ ...own, ...settings }),
      },
      pretrained ? { pretrained: loadPretrained() } : {},
    );
  return {
    name,
    async forecastSeries({ series, level, ...asked }) {
      const set = setOf(series);
      const forecaster = make(asked);
      await ended(forecaster.fit(set, { level }));
      const final = await ended(forecaster.refit(set));
      report(final.training, forecaster);
      forecaster.dispose();
      const forecasts = Array.from(final.predict(set), ({ rows }) => ({
        values: rows.map(({ value }) => value),
        ...(rows[0]?.lower !== undefined && {
          lower: rows.map(({ lower }) => lower),
          upper: rows.map(({ upper }) => upper),
        }),
      }));
      final.dispose();
      return forecasts.map((one) => (one.values.length === asked.horizon ? one : undefined));
    },
    async fitChannels({ channels, choosing, ...asked }) {
      const forecaster = make(asked);
      await ended(forecaster.fit(setOf(channels), { validation: 1 - choosing / channels[0].length }));
      report(forecaster.training, forecaster);
      return {
        forecast: (values, origins) =>
          values.map((value, at) => forecaster.of(`${at}`).predictAt(Series.fromColumns({ value }), origins)),
        dispose: () => forecaster.dispose(),
      };
    },
  };
}

const setOf = (series) => SeriesSet.fromSeries(series.map((value, at) => [`${at}`, Series.fromColumns({ value })]));

async function ended(course) {
  for (;;) {
    const { done, value } = await course.next();
    if (done) return value;
  }
}

/** What the fit found, for whoever watches. */
function report({ refit, bestEpoch }, { training: { errors }, paths, networkShare, pretrainedShare, name }) {
  const facts = { name, paths, networkShare, pretrainedShare, bestEpoch, errors, refit };
  process.stderr.write(`${JSON.stringify(facts)}\n`);
}
