// A linear forecast of several channels in closed form: weights that all channels share, or of each channel its own.
import { anchorWeights, forecastLinear, RidgeSums, solveRidge } from "./closed-form.mjs";

const LAMBDAS = [1, 10, 100, 1e3, 1e4, 1e5, 1e9];
const AVERAGED = 3;
/** Windows that choose, at most; evenly spaced. */
const MOST_CHOOSING = 400;

/** `weights`: "shared" or "own". */
export function ridgeMethod(name, weights) {
  return {
    name,
    fitChannels({ channels, ...asked }) {
      const together = weights === "shared" ? [channels] : channels.map((values) => [values]);
      const models = together.map((some) => fitRidge(some, asked));
      if (models.includes(undefined)) return undefined;
      return {
        forecast: (values, origins) =>
          values.map((one, at) => average(models[weights === "shared" ? 0 : at], one, origins, asked.horizon)),
      };
    },
  };
}

/** The best three of lookbacks and anchors by absolute error from row `choosing` on, fitted on the rows before, as the published protocol has it. */
function fitRidge(channels, { choosing, horizon, lookback, seasons }) {
  const rows = channels[0].length;
  const day = seasons[0]?.rows ?? 24;
  const lookbacks = (lookback === undefined ? [2 * day, 4 * day, 14 * day] : [lookback]).filter(
    (length) => choosing - length - horizon >= 10,
  );
  const every = Math.max(1, Math.ceil((rows - horizon - choosing + 1) / MOST_CHOOSING));
  const origins = [];
  for (let origin = choosing; origin <= rows - horizon; origin += every) origins.push(origin);
  const tried = lookbacks.flatMap((length) => {
    const before = new RidgeSums(channels, length, horizon, choosing);
    return [0, day]
      .filter((season) => season <= length)
      .map((season) => {
        const anchor = anchorWeights(length, horizon, season);
        const best = { error: Number.POSITIVE_INFINITY };
        for (const lambda of LAMBDAS) {
          const model = { lookback: length, weights: solveRidge(before, lambda, anchor) };
          const error = absoluteError(model, channels, origins, horizon);
          if (error < best.error) Object.assign(best, { ...model, error });
        }
        return best;
      });
  });
  if (tried.length === 0) return undefined;
  return tried.sort((a, b) => a.error - b.error).slice(0, AVERAGED);
}

function absoluteError(model, channels, origins, horizon) {
  let sum = 0;
  for (const values of channels) {
    const predicted = average([model], values, origins, horizon);
    origins.forEach((origin, i) => {
      for (let h = 0; h < horizon; h++) sum += Math.abs(predicted[i * horizon + h] - values[origin + h]);
    });
  }
  return sum / (channels.length * origins.length * horizon);
}

function average(models, values, origins, horizon) {
  const out = new Float64Array(origins.length * horizon);
  for (const model of models) {
    origins.forEach((origin, i) => {
      forecastLinear(model, values, origin, out.subarray(i * horizon, (i + 1) * horizon), 1 / models.length);
    });
  }
  return out;
}
