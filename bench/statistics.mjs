// The few statistics of a benchmark. Lists are of numbers, in the order of the rounds, and are left as they are.
import { quantileSorted } from "recurra/statistics";

/** The middle, and the quarter below and above it: half of the list lies between these two. */
export function spread(list) {
  const sorted = Float64Array.from(list).sort();
  const [median, ...quartiles] = [0.5, 0.25, 0.75].map((share) => quantileSorted(sorted, share));
  return { median, quartiles };
}

/**
 * How many times as fast the first is as the second: the rounds' ratios of seconds, each between two runs of the same round,
 * seconds apart. A contender that took part in fewer rounds is compared in these.
 */
export function timesAsFast(seconds, others) {
  const rounds = Math.min(seconds.length, others.length);
  return spread(Array.from({ length: rounds }, (_, round) => others[round] / seconds[round]));
}
