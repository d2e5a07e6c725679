// The few statistics of a benchmark. Lists are of numbers, in the order of the rounds, and are left as they are.

/** The value below which a share of the list lies, linear between neighbours. */
export function quantile(list, share) {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}

export const median = (list) => quantile(list, 0.5);

/** The middle, and the quarter below and above it: half of the list lies between these two. */
export function spread(list) {
  return { median: median(list), quartiles: [quantile(list, 0.25), quantile(list, 0.75)] };
}

/**
 * How many times as fast the first is as the second: the rounds' ratios of seconds, each between two runs of the same round,
 * seconds apart. A contender that took part in fewer rounds is compared in these.
 */
export function timesAsFast(seconds, others) {
  const rounds = Math.min(seconds.length, others.length);
  return spread(Array.from({ length: rounds }, (_, round) => others[round] / seconds[round]));
}
