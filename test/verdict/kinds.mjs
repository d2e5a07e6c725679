// Kinds of series whose best forecast is known: what a verdict is tested on. Given the library, so that tests and programs share them.

const DAY = 86_400_000;
const HOUR = 3_600_000;
const START = Date.UTC(2001, 0, 1);

/** Draws of one series: normal and uniform numbers by index, and log for waiting times. */
function drawsOf({ Generator, portableMath }, kind, seed) {
  const stream = new Generator(seed).stream(kind);
  return {
    normal: (i) => stream.normal(i),
    uniform: (i) => stream.uniform(i),
    exponential: (i) => -portableMath.log(1 - stream.uniform(i)),
  };
}

const from = (count, value) => Float64Array.from({ length: count }, (_, i) => value(i));
const rising = (count, step) => from(count, (i) => START + i * step);

/** y_t = c + phi (y_(t-1) - c) + noise. */
function autoregression(draws, count, phi, centre) {
  const values = new Float64Array(count);
  let value = centre + draws.normal(count) / Math.sqrt(1 - phi * phi);
  for (let i = 0; i < count; i++) {
    values[i] = value;
    value = centre + phi * (value - centre) + draws.normal(i);
  }
  return values;
}

const WEEK = [0, 3, 5, 4, 8, 20, 14];
const HOURS = Array.from({ length: 24 }, (_, hour) => (hour < 6 ? hour / 3 : hour < 18 ? 2 + hour : 44 - 2 * hour) * 2);
const weekly = (draws, count, noise) => from(count, (i) => 100 + WEEK[i % 7] + noise * draws.normal(i));

/** By name: `count` rows (a few less where some are missing), with their times in UTC ms. */
const KINDS = {
  walk(draws, count, seed) {
    // With odd seeds it drifts.
    const values = new Float64Array(count);
    let value = 100;
    for (let i = 0; i < count; i++) {
      value += draws.normal(i) + (seed % 2) * 0.15;
      values[i] = value;
    }
    return { values, times: rising(count, DAY) };
  },
  seasonal: (draws, count) => ({ values: weekly(draws, count, 3), times: rising(count, DAY) }),
  "two seasons": (draws, count) => ({
    values: from(count, (i) => {
      const day = Math.floor(i / 24) % 7;
      return 100 + HOURS[i % 24] * (day < 5 ? 1 : 0.4) + 4 * draws.normal(i);
    }),
    times: rising(count, HOUR),
  }),
  "trend and season": (draws, count) => ({
    values: from(count, (i) => 100 + 0.05 * i + WEEK[i % 7] + 3 * draws.normal(i)),
    times: rising(count, DAY),
  }),
  "AR(1)": (draws, count) => ({ values: autoregression(draws, count, 0.7, 50), times: rising(count, DAY) }),
  "white noise": (draws, count) => ({ values: from(count, (i) => 10 + draws.normal(i)), times: rising(count, DAY) }),
  intermittent: (draws, count) => ({
    values: from(count, (i) => (draws.uniform(i) < 0.6 ? 0 : Math.ceil(4 * draws.exponential(count + i)))),
    times: rising(count, DAY),
  }),
  "level shift": (draws, count) => {
    const values = new Float64Array(count);
    let level = 50;
    for (let i = 0; i < count; i++) {
      if (draws.uniform(i) < 1 / 250) level += 12 * draws.normal(count + i);
      values[i] = level + draws.normal(i);
    }
    return { values, times: rising(count, DAY) };
  },
  gaps(draws, count) {
    const whole = weekly(draws, count, 3);
    const kept = [];
    for (let i = 0; i < count; i++) {
      kept.push(i);
      // An outage of some days.
      if (draws.uniform(i) < 1 / 90) i += 2 + Math.floor(8 * draws.uniform(count + i));
    }
    return { values: from(kept.length, (k) => whole[kept[k]]), times: from(kept.length, (k) => START + kept[k] * DAY) };
  },
  spikes(draws, count) {
    const values = autoregression(draws, count, 0.7, 50);
    return {
      values: values.map((value, i) =>
        draws.uniform(i) < 1 / 120 ? value + 60 + 40 * draws.uniform(count + i) : value,
      ),
      times: rising(count, DAY),
    };
  },
  sentinels: (draws, count) => ({
    values: weekly(draws, count, 3).map((value, i) => (draws.uniform(i) < 1 / 100 ? -9999 : value)),
    times: rising(count, DAY),
  }),
  "random times"(draws, count) {
    // A value that returns to its mean with the time that went by, seen when a sensor wakes.
    const times = new Float64Array(count);
    const values = new Float64Array(count);
    let [time, value] = [START, 50];
    for (let i = 0; i < count; i++) {
      const minutes = 5 + 55 * draws.uniform(i);
      const kept = 1 / (1 + minutes / 120);
      value = 50 + kept * (value - 50) + Math.sqrt(1 - kept * kept) * 5 * draws.normal(i);
      time += Math.round(minutes) * 60_000;
      times[i] = time;
      values[i] = value;
    }
    return { values, times };
  },
};

/** Kinds that a straight line through the window does not forecast: their best forecast bends. */
const CURVED = {
  "threshold process"(draws, count) {
    // A self-exciting threshold autoregression: Tong 1990, Non-linear Time Series.
    const values = new Float64Array(count);
    let value = 0;
    for (let i = -100; i < count; i++) {
      value = (value <= 0 ? 1.5 + 0.9 * value : -1.2 - 0.9 * value) + 0.3 * draws.normal(i + 100);
      if (i >= 0) values[i] = value;
    }
    return { values, times: rising(count, DAY) };
  },
  "Mackey-Glass"(draws, count, seed) {
    // x' = 0.2 x(t - 17) / (1 + x(t - 17)^10) - 0.1 x, by Euler steps of 1/10, each 6th whole one kept: Mackey and Glass 1977, Science 197.
    const [steps, delay, every] = [10, 170, 60];
    const x = [];
    for (let i = 0; i <= delay; i++) x.push(1.2 + 0.1 * draws.uniform(seed) + 0.01 * draws.uniform(i));
    const wanted = (count + 60) * every;
    for (let i = delay; i < delay + wanted; i++) {
      const past = x[i - delay];
      const fifth = past * past * past * past * past;
      x.push(x[i] + ((0.2 * past) / (1 + fifth * fifth) - 0.1 * x[i]) / steps);
    }
    return { values: from(count, (i) => x[delay + (i + 60) * every]), times: rising(count, DAY) };
  },
};

export const kindNames = Object.keys(KINDS);
export const curvedNames = Object.keys(CURVED);

/** A series of a kind. */
export function makeSeries(recurra, kind, seed, count) {
  const make = KINDS[kind] ?? CURVED[kind];
  const { values, times } = make(drawsOf(recurra, kind, seed), count, seed);
  return recurra.Series.fromColumns({ y: values }, { times, name: `${kind} ${seed}` });
}
