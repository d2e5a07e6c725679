// How many truths intervals of 90 % hold, and how wide they are, with a radius a step alone and as they are made: the table of
// docs/evaluation.md. `npm run build`, then `node test/verdict/coverage.mjs`, some minutes; `--seeds 2` for a look, `--rows`, `--level`.
// `--file FILE --target COLUMN --horizon N` measures a file's series (first column times) in place of made ones, gaps filled by `seasonal`.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { Experiment } from "recurra";
import { Generator, portableMath } from "recurra/core";
import { Series } from "recurra/data";
import { changeIn, conformalIntervals, intervalAround, intervalScale, seasonPlaces } from "recurra/evaluation";
import { openSeries } from "recurra/files";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const { values: asked } = parseArgs({
  options: {
    seeds: { type: "string", default: "5" },
    rows: { type: "string", default: "2000" },
    level: { type: "string", default: "0.9" },
    file: { type: "string" },
    target: { type: "string", default: "value" },
    horizon: { type: "string", default: "24" },
  },
});
const level = Number(asked.level);

/** Low at night, with two peaks. */
const DAYS = [8, 5, 3, 2, 2, 5, 20, 55, 90, 60, 45, 50, 60, 60, 60, 65, 80, 100, 90, 65, 45, 35, 25, 15];
const WEEK = [1, 1, 1, 1, 2, 4, 3];

/** By name: the value of row i, from draws of a normal distribution, and its step. */
const KINDS = {
  "same noise at all hours": { step: HOUR, value: (i, normal) => 100 + DAYS[i % 24] + 8 * normal(i) },
  "noise as large as the level": {
    step: HOUR,
    value: (i, normal) => Math.max(0, Math.round(DAYS[i % 24] * portableMath.exp(0.25 * normal(i)))),
  },
  "noise of some hours": {
    step: HOUR,
    value: (i, normal) => 20 * portableMath.sin((i * Math.PI) / 12) + (i % 24 < 8 ? 1 : 10) * normal(i),
  },
  "growth, noise grows too": {
    step: DAY,
    value: (i, normal) => portableMath.exp(0.0015 * i) * (100 + 10 * WEEK[i % 7] + 8 * normal(i)),
  },
  walk: { step: DAY, walk: true, value: (_, normal, before) => before + normal(_) },
  "weekends that vary": { step: DAY, value: (i, normal) => 100 + 10 * WEEK[i % 7] + 3 * WEEK[i % 7] * normal(i) },
};

function make({ step, value }, name, seed) {
  const stream = new Generator(seed).stream(name);
  const rows = Number(asked.rows);
  const values = new Float64Array(rows);
  for (let i = 0; i < rows; i++) values[i] = value(i, (at) => stream.normal(at), i === 0 ? 500 : values[i - 1]);
  const times = Array.from(values, (_, i) => new Date(Date.UTC(2001, 0, 1) + i * step).toISOString().slice(0, 16));
  return Series.fromColumns({ value: values }, { times });
}

/** Of a backtest's forecasts: the share that held and the mean width on the later half, sized on the earlier one, plain and as made. */
function measure({ backtest, bounds }, series) {
  const { horizon, predicted } = backtest;
  const origins = Uint32Array.from(backtest.origins);
  const target = series.column(backtest.target);
  const actual = Float64Array.from(backtest.actual, (value) => value ?? Number.NaN);
  const last = Float64Array.from(origins, (origin) => target[origin - 1]);
  const count = Math.floor(origins.length / 2);
  const season = seasonPlaces(backtest.seasons, series.times, origins[0], origins[origins.length - 1] + horizon);
  const within = { ...(bounds?.min != null && { min: bounds.min }), ...(bounds?.max != null && { max: bounds.max }) };
  const sized = conformalIntervals(
    {
      ...{ horizon, origins: origins.subarray(0, count), last: last.subarray(0, count), bounds: within },
      ...(season && { season }),
      values: target,
      actual: actual.subarray(0, count * horizon),
      predicted: Float64Array.from(predicted).subarray(0, count * horizon),
    },
    level,
    intervalScale(target.subarray(0, origins[origins.length - 1])),
  );
  const known = origins[count - 1] + horizon;
  const of = (intervals) => {
    const found = { seen: 0, held: 0, width: 0, loss: 0 };
    const places = Array.from({ length: season?.rows ?? 1 }, () => ({ seen: 0, held: 0 }));
    for (let at = count * horizon; at < actual.length; at++) {
      const window = Math.floor(at / horizon);
      const row = origins[window] + (at % horizon);
      if (origins[window] < known || Number.isNaN(actual[at])) continue;
      const place = season?.places[row - origins[0]];
      const ends = intervalAround(predicted[at], at % horizon, last[window], intervals, within, {
        place,
        change: changeIn(intervals, target, origins[window]),
      });
      for (const sum of [found, places[place ?? 0]]) {
        sum.seen++;
        sum.held += Number(ends.lower <= actual[at] && actual[at] <= ends.upper);
      }
      found.width += ends.upper - ends.lower;
      found.loss += (2 / (1 - level)) * (Math.max(0, ends.lower - actual[at]) + Math.max(0, actual[at] - ends.upper));
    }
    const { seen, held, width, loss } = found;
    return { held: held / seen, width: width / seen, score: (width + loss) / seen, places };
  };
  const { shape, ...plain } = sized;
  const words = shape === undefined ? "plain" : `${shape.unit}${shape.season ? ` x ${shape.season.rows}` : ""}`;
  return { plain: of(plain), made: of(sized), scale: sized.scale, shape: words };
}

/** The least and the largest share that held at a place of the season, over all series. */
function byPlace(all) {
  const places = all.reduce((most, one) => (one.length > most.length ? one : most));
  const shares = places.map((_, place) => {
    const sum = (name) => all.reduce((total, one) => total + (one[place]?.[name] ?? 0), 0);
    return sum("held") / sum("seen");
  });
  return [Math.min(...shares), Math.max(...shares)];
}

async function run(series, settings) {
  for await (const event of new Experiment(series, { epochs: 3, seed: 1, test: 0.4, ...settings }).run())
    if (event.type === "result") return measure(event.result, series);
}

console.log(
  "| series | held, radius a step | held | by place, radius a step | by place | mean width, radius a step | mean width | interval score | shapes |",
);
console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
function print(name, found) {
  const mean = (of) => found.reduce((sum, one) => sum + of(one), 0) / found.length;
  const percent = (share) => `${(100 * share).toFixed(1)}%`;
  const shapes = [...new Set(found.map(({ shape, scale }) => `${scale} -> ${shape}`))].join(", ");
  const score = mean(({ made, plain }) => made.score / plain.score).toFixed(2);
  const cells = [
    name,
    percent(mean(({ plain }) => plain.held)),
    percent(mean(({ made }) => made.held)),
    ...["plain", "made"].map((of) =>
      byPlace(found.map((one) => one[of].places))
        .map(percent)
        .join(" to "),
    ),
    mean(({ plain }) => plain.width).toPrecision(4),
    mean(({ made }) => made.width).toPrecision(4),
    `x ${score}`,
    shapes,
  ];
  console.log(`| ${cells.join(" | ")} |`);
}

if (asked.file === undefined) {
  for (const [name, kind] of Object.entries(KINDS)) {
    const found = [];
    for (let seed = 1; seed <= Number(asked.seeds); seed++) {
      found.push(await run(make(kind, name, seed), { horizon: kind.step === DAY ? 7 : 24, target: "value" }));
    }
    print(name, found);
  }
} else {
  const series = await openSeries(await readFile(asked.file), { name: asked.file });
  const filled = series.fillGaps("seasonal", { columns: [asked.target] });
  print(asked.target, [await run(filled, { target: asked.target, horizon: Number(asked.horizon), test: 0.2 })]);
}
