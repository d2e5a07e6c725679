// What the parts of a forecast are worth: by the validation windows of all series, errors in units of each.

/** Which linear paths forecast. */
export type PathsUsed = "own" | "shared" | "both" | "none";

/** The windows of a series, and what the parts forecast for them, [n * horizon] each; undefined where there is no such part. */
export interface PartForecasts {
  readonly truth: Float64Array;
  readonly unit: number;
  readonly network: Float64Array | undefined;
  readonly own: Float64Array | undefined;
  readonly shared: Float64Array | undefined;
}

/** Mean absolute errors in units of the series; null of a part that there is not. */
export interface PartErrors {
  readonly network: number | null;
  readonly own: number | null;
  readonly shared: number | null;
  /** Of the paths that would forecast without the network. */
  readonly paths: number | null;
  readonly forecast: number | null;
}

export interface Weighed {
  readonly paths: PathsUsed;
  readonly networkShare: number;
  readonly errors: PartErrors;
}

const PARTS = ["network", "own", "shared"] as const;
/** Shares of the network that are tried. */
const SHARES = [0, 0.25, 0.5, 0.75, 1];
/** What the network must take off the error of the paths before it has a share. */
const WORTH = 0.005;
/** What one kind of path alone must take off the error of the mean of both, which is the safer one where they are close. */
const ALONE = 0.01;

/** The forecast of the paths: of both their mean, of a series that has not both the one that it has. */
export function pathForecast(
  paths: PathsUsed,
  { own, shared }: { readonly own: Float64Array | undefined; readonly shared: Float64Array | undefined },
): Float64Array | undefined {
  if (paths === "none") return undefined;
  if (own === undefined || shared === undefined) return own ?? shared;
  if (paths !== "both") return paths === "own" ? own : shared;
  return own.map((value, at) => (value + shared[at]) / 2);
}

/** `share` of the network's forecast and the rest of the paths'. */
export function mixForecasts(
  network: Float64Array | undefined,
  paths: Float64Array | undefined,
  share: number,
): Float64Array | undefined {
  if (network === undefined || paths === undefined || share === 1 || share === 0) {
    return share === 0 ? (paths ?? network) : share === 1 ? (network ?? paths) : (network ?? paths);
  }
  return network.map((value, at) => share * value + (1 - share) * paths[at]);
}

/** The paths and the share of the network of least error, over series that are gone through several times; undefined without windows. What is simpler or safer has the benefit of the doubt. */
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
  const tried = kinds.flatMap((paths) =>
    (has("network") ? (paths === "none" ? [1] : SHARES) : [0]).map((share) => ({
      paths,
      share,
      error: error((one) => mixForecasts(one.network, pathForecast(paths, one), share)) as number,
    })),
  );
  const least = (some: typeof tried) => some.reduce((best, one) => (one.error < best.error ? one : best));
  const [plain, mixed] = [tried.filter(({ share }) => share === 0), tried.filter(({ share }) => share > 0)];
  const best = mixed.length === 0 ? undefined : least(mixed);
  const line = plain.length === 0 ? undefined : least(plain);
  const alone = line === undefined || line.error < (1 - ALONE) * plain[0].error ? line : plain[0];
  const worth = best !== undefined && (alone === undefined || best.error < (1 - WORTH) * alone.error);
  const chosen = (worth ? best : alone) as (typeof tried)[number];
  // Of paths without a share the best, which stand in.
  const paths = chosen.share === 1 ? (alone ?? chosen).paths : chosen.paths;
  return {
    paths,
    networkShare: chosen.share,
    errors: {
      network: error((one) => one.network),
      own: error((one) => one.own),
      shared: error((one) => one.shared),
      paths: alone?.error ?? null,
      forecast: chosen.error,
    },
  };
}
