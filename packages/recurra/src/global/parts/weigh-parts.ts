// What the parts of a forecast are worth: by the validation windows of all series, errors in units of each.

/** Which linear paths forecast. */
export type PathsUsed = "own" | "shared" | "both" | "none";

/** What forecasts beside the network that is trained. */
export interface RestUsed {
  readonly paths: PathsUsed;
  /** How much of the rest is the pretrained network's: none, half or all. */
  readonly pretrainedShare: number;
}

/** What the parts forecast, [n * horizon] each; undefined where there is no such part. */
interface RestForecasts {
  readonly own: Float64Array | undefined;
  readonly shared: Float64Array | undefined;
  readonly pretrained?: Float64Array | undefined;
}

/** The windows of a series, and what the parts forecast for them. */
export interface PartForecasts extends RestForecasts {
  readonly truth: Float64Array;
  readonly unit: number;
  readonly network: Float64Array | undefined;
}

/** Mean absolute errors in units of the series; null of a part that there is not. */
export interface PartErrors {
  readonly network: number | null;
  readonly own: number | null;
  readonly shared: number | null;
  /** Of the linear paths that would forecast alone. */
  readonly paths: number | null;
  /** Of the pretrained network, and of what would forecast without the one that is trained; absent where there is no pretrained network. */
  readonly pretrained?: number | null;
  readonly rest?: number | null;
  readonly forecast: number | null;
}

export interface Weighed extends RestUsed {
  readonly networkShare: number;
  readonly errors: PartErrors;
}

const PARTS = ["network", "own", "shared", "pretrained"] as const;
/** Shares of the network that are tried. */
const SHARES = [0, 0.25, 0.5, 0.75, 1];
/** Shares of the pretrained network in the rest that are tried, where there are linear paths, too. */
const PRETRAINED_SHARES = [0, 0.5, 1];
/** What the network must take off the error of the rest before it has a share. */
const WORTH = 0.005;
/** What one part alone must take off the error of the mean of two, which is the safer one where they are close. */
const ALONE = 0.01;

/** The forecast of the paths: of both their mean, of a series that has not both the one that it has. */
function pathForecast(paths: PathsUsed, { own, shared }: RestForecasts): Float64Array | undefined {
  if (paths === "none") return undefined;
  if (own === undefined || shared === undefined) return own ?? shared;
  if (paths !== "both") return paths === "own" ? own : shared;
  return own.map((value, at) => (value + shared[at]) / 2);
}

/** The forecast of the rest: of a series that has not both, linear paths and the pretrained network, the one that it has. */
export function restForecast({ paths, pretrainedShare }: RestUsed, parts: RestForecasts): Float64Array | undefined {
  const pretrained = pretrainedShare === 0 ? undefined : parts.pretrained;
  const linear = pretrainedShare === 1 && pretrained !== undefined ? undefined : pathForecast(paths, parts);
  if (pretrained === undefined || linear === undefined) return linear ?? pretrained;
  return linear.map((value, at) => (1 - pretrainedShare) * value + pretrainedShare * pretrained[at]);
}

/** `share` of the network's forecast, and of the rest what is left. */
export function mixForecasts(
  network: Float64Array | undefined,
  rest: Float64Array | undefined,
  share: number,
): Float64Array | undefined {
  if (network === undefined || rest === undefined || share === 1 || share === 0) {
    return share === 0 ? (rest ?? network) : share === 1 ? (network ?? rest) : (network ?? rest);
  }
  return network.map((value, at) => share * value + (1 - share) * rest[at]);
}

/**
 * The rest and the share of the network of least error, over series that are gone through several times; undefined without windows. What is simpler
 * or safer has the benefit of the doubt.
 */
export function weighParts(series: Iterable<PartForecasts>): Weighed | undefined {
  const error = (forecastOf: (one: PartForecasts) => Float64Array | undefined): number | null => {
    let [sum, count] = [0, 0];
    for (const one of series) {
      const forecast = forecastOf(one);
      if (forecast === undefined) continue;
      const { truth, unit } = one;
      let own = 0;
      for (let at = 0; at < truth.length; at++) own += Math.abs(forecast[at] - truth[at]);
      sum += own / unit;
      count += truth.length;
    }
    return count === 0 ? null : sum / count;
  };
  const held = new Set<(typeof PARTS)[number]>();
  for (const one of series) for (const part of PARTS) if (one[part] !== undefined) held.add(part);
  const has = (part: (typeof PARTS)[number]) => held.has(part);
  if (held.size === 0) return undefined;
  const kinds: PathsUsed[] =
    has("own") && has("shared")
      ? ["both", "own", "shared"]
      : has("own")
        ? ["own"]
        : has("shared")
          ? ["shared"]
          : ["none"];
  const rests = kinds.flatMap((paths): RestUsed[] => {
    const shares = has("pretrained") ? (paths === "none" ? [1] : PRETRAINED_SHARES) : [0];
    return shares.map((pretrainedShare) => ({ paths, pretrainedShare }));
  });
  const tried = rests.flatMap((rest): Tried[] => {
    const shares = has("network") ? (rest.paths === "none" && rest.pretrainedShare === 0 ? [1] : SHARES) : [0];
    return shares.map((share) => ({
      ...rest,
      share,
      error: error((one) => mixForecasts(one.network, restForecast(rest, one), share)) as number,
    }));
  });
  const mixed = tried.filter(({ share }) => share > 0);
  const best = mixed.length === 0 ? undefined : leastOf(mixed);
  const { line, rest } = chooseRest(tried.filter(({ share }) => share === 0));
  const worth = best !== undefined && (rest === undefined || best.error < (1 - WORTH) * rest.error);
  const chosen = (worth ? best : rest) as Tried;
  // Of a rest without a share the best, which stands in.
  const { paths, pretrainedShare } = chosen.share === 1 ? (rest ?? chosen) : chosen;
  return {
    ...{ paths, pretrainedShare },
    networkShare: chosen.share,
    errors: {
      network: error((one) => one.network),
      own: error((one) => one.own),
      shared: error((one) => one.shared),
      paths: line?.error ?? null,
      ...(has("pretrained") && { pretrained: error((one) => one.pretrained), rest: rest?.error ?? null }),
      forecast: chosen.error,
    },
  };
}

/** A rest with a share of the network, and its error. */
interface Tried extends RestUsed {
  readonly share: number;
  readonly error: number;
}

function leastOf(some: readonly Tried[]): Tried {
  return some.reduce((best, one) => (one.error < best.error ? one : best));
}

/** The linear paths that would forecast alone, and the rest that would without the network; undefined where there are none. */
function chooseRest(plain: readonly Tried[]): { readonly line: Tried | undefined; readonly rest: Tried | undefined } {
  const of = (share: number): readonly Tried[] => plain.filter(({ pretrainedShare }) => pretrainedShare === share);
  // Of linear paths alone the mean of both kinds is the safe one.
  const [safe] = of(0);
  const line = safe && unlessBetter(safe, leastOf(of(0)));
  const [seen] = of(1);
  // Beside the pretrained network there is a mean already: a third part must take something off.
  const [mean, ...pairs] = of(0.5);
  const pair = pairs.length === 0 ? mean : unlessBetter(leastOf(pairs), mean);
  const alone = [line, seen].filter((one) => one !== undefined);
  if (alone.length === 0) return { line, rest: undefined };
  return { line, rest: pair === undefined ? alone[0] : unlessBetter(pair, leastOf(alone)) };
}

/** The other one only where it takes enough off the error. */
function unlessBetter(safe: Tried, other: Tried): Tried {
  return other.error < (1 - ALONE) * safe.error ? other : safe;
}
