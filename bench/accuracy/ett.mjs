// The protocol of the ETT sets: each column less its mean, divided by its standard deviation, both of the first part (12 months of 30 days);
// every window whose targets lie in the last part, the last of them included; MSE and MAE over windows, steps and columns alike.
//
// Source: Zhou et al. 2021, arXiv:2012.07436 (borders); Qiu et al. 2024, arXiv:2403.20150 (why no batch may be left out).
import { cpuSeconds } from "./cpu.mjs";

const DAY = 86_400_000;

/** The rows of a day, and where the first part, the second and the third end. `times` are UTC milliseconds. */
export function findBorders(times, rows, { parts, shares }) {
  const perDay = DAY / (times[1] - times[0]);
  if (shares) {
    const [train, , test] = parts.map((share) => Math.floor(share * rows));
    return { perDay, ends: [train, rows - test, rows] };
  }
  const lengths = parts.map((months) => months * 30 * perDay);
  const ends = [lengths[0], lengths[0] + lengths[1], lengths[0] + lengths[1] + lengths[2]];
  if (!ends.every(Number.isInteger))
    throw new Error(`The clock has ${perDay} rows a day: months of them are no whole rows.`);
  if (ends[2] > rows) throw new Error(`The parts need ${ends[2]} rows, there are ${rows}.`);
  return { perDay, ends };
}

/** Each column around 0 with spread 1 in its first `end` rows (the standard deviation of n, not n - 1). */
export function standardise(columns, end) {
  return columns.map((values) => {
    const part = values.subarray(0, end);
    const mean = part.reduce((sum, value) => sum + value, 0) / end;
    const spread = Math.sqrt(part.reduce((sum, value) => sum + (value - mean) ** 2, 0) / end);
    return values.map((value) => (value - mean) / (spread || 1));
  });
}

/** Which rows methods see, from which of them they may choose, and which windows score; `look`: those of the last part. */
export function cutWindows([train, validation, test], horizon, look) {
  const [cut, end] = look ? [validation, test] : [train, validation];
  // Of 16 months 12 are learnt from and 4 chosen on, of 12 months 9 and 3.
  const choosing = look ? train : Math.round((cut * train) / validation);
  return { cut, choosing, origins: Uint32Array.from({ length: end - horizon - cut + 1 }, (_, i) => cut + i) };
}

/** A method's scores over all windows; undefined where it forecasts none. */
export async function scoreChannels(method, channels, { cut, choosing, origins }, { horizon, ...asked }) {
  if (method.fitChannels === undefined) return undefined;
  const { value, seconds } = await cpuSeconds(async () => {
    const seen = channels.map((values) => values.slice(0, cut));
    const fitted = await method.fitChannels({ channels: seen, choosing, horizon, settings: {}, ...asked });
    if (fitted === undefined) return undefined;
    // The rows before the last origin: of the others nobody is shown any.
    const past = channels.map((values) => values.slice(0, origins[origins.length - 1]));
    return { fitted, predicted: fitted.forecast(past, origins) };
  });
  if (value === undefined) return undefined;
  refusePeeking(method, value, channels, origins, horizon);
  value.fitted.dispose?.();
  let [squares, absolute] = [0, 0];
  value.predicted.forEach((predicted, channel) => {
    for (let at = 0; at < predicted.length; at++) {
      const error = predicted[at] - channels[channel][origins[Math.floor(at / horizon)] + (at % horizon)];
      squares += error * error;
      absolute += Math.abs(error);
    }
  });
  const count = channels.length * origins.length * horizon;
  return { method: method.name, windows: origins.length, mse: squares / count, mae: absolute / count, seconds };
}

/** Windows at the beginning, the middle and the end are forecast once more with nothing behind their origins: no forecast may change. */
function refusePeeking(method, { fitted, predicted }, channels, origins, horizon) {
  for (const i of [0, Math.floor(origins.length / 2), origins.length - 1]) {
    const alone = fitted.forecast(
      channels.map((values) => values.slice(0, origins[i])),
      origins.slice(i, i + 1),
    );
    alone.forEach((values, channel) => {
      for (let h = 0; h < horizon; h++) {
        const [here, there] = [values[h], predicted[channel][i * horizon + h]];
        if (Math.abs(here - there) > 1e-6 * Math.max(1, Math.abs(here))) {
          throw new Error(
            `${method.name} reads rows behind the origin of a window: ${there} with them, ${here} without.`,
          );
        }
      }
    });
  }
}
