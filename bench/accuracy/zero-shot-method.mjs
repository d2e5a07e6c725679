// The network of recurra/pretrained with nothing trained and nothing chosen on the series but how it sees them, as a method: on all rows of a
// series, or on the last ones alone, as of files that are short.
import { Series } from "recurra";
import { SeriesSet } from "recurra/data";
import { loadPretrained, zeroShotSet } from "recurra/pretrained";

export function zeroShotMethod(name, rows = Number.POSITIVE_INFINITY) {
  return {
    name,
    forecastSeries({ series, horizon, seasons, level }) {
      const set = SeriesSet.fromSeries(
        series.map((values, at) => [
          `${at}`,
          Series.fromColumns({ value: values.slice(-Math.min(rows, values.length)) }),
        ]),
      );
      const network = loadPretrained();
      const season = seasons.map((one) => one.rows);
      const found = Array.from(zeroShotSet(network, set, { target: "value", horizon, season, level }), (one) =>
        one.problem === undefined
          ? {
              values: one.rows.map(({ value }) => value),
              lower: one.rows.map(({ lower }) => lower),
              upper: one.rows.map(({ upper }) => upper),
            }
          : undefined,
      );
      network.dispose();
      return found;
    },
  };
}
