// How near a network and the filters come to the clean sounds, on the same noisy ones.
import { pairedTTest } from "recurra/evaluation";
import { mean } from "recurra/statistics";
import { type Advantage, judgeDifference } from "../lab/advantage.ts";
import { errorPower, type Filter, gainOf } from "./filters.ts";

/** A sound with noise on it. */
export interface Noisy {
  readonly clean: Float64Array;
  readonly noisy: Float64Array;
}

/** What one way of cleaning makes of sounds. */
export interface Cleaned {
  readonly id: string;
  readonly name: string;
  /** Samples after the present one that it reads; undefined: all. */
  readonly ahead: number | undefined;
  readonly estimates: readonly ArrayLike<number>[];
  /** Decibels by which each is nearer to the clean sound than the noisy one. */
  readonly gains: Float64Array;
  readonly gain: number;
  /** Mean squared error over all samples, in powers of the sound. */
  readonly mse: number;
}

/** A filter, with what the network's gains minus its own say. */
interface CleanedByFilter extends Cleaned, Advantage {}

/** The network beside the filters, on the same sounds. */
export interface Scored {
  readonly network: Cleaned;
  readonly filters: readonly CleanedByFilter[];
}

function rate(
  way: Omit<Filter, "clean" | "ahead"> & Pick<Cleaned, "ahead">,
  sounds: readonly Noisy[],
  estimates: Cleaned["estimates"],
): Cleaned {
  const gains = Float64Array.from(sounds, ({ clean, noisy }, i) => gainOf(clean, noisy, estimates[i]));
  const errors = sounds.map(({ clean }, i) => errorPower(clean, estimates[i]));
  return { ...way, estimates, gains, gain: mean(gains), mse: mean(errors) };
}

/** Scores the network's estimates, and those of each filter. */
export async function scoreCleaning(
  network: Pick<Cleaned, "name" | "ahead" | "estimates">,
  sounds: readonly Noisy[],
  filters: readonly Filter[],
  pause: () => Promise<void>,
): Promise<Scored> {
  const rated = rate({ id: "network", name: network.name, ahead: network.ahead }, sounds, network.estimates);
  const cleaned: CleanedByFilter[] = [];
  for (const { id, name, ahead, clean } of filters) {
    const estimates: Float64Array[] = [];
    for (const { noisy } of sounds) {
      await pause();
      estimates.push(clean(noisy));
    }
    const filter = rate({ id, name, ahead }, sounds, estimates);
    // Of gains more is better, of errors less.
    const { meanDifference, p } = pairedTTest(filter.gains, rated.gains);
    cleaned.push({ ...filter, p, outcome: sounds.length < 2 ? "even" : judgeDifference(meanDifference, p) });
  }
  return { network: rated, filters: cleaned };
}

/** The filter that comes nearest. */
export function bestFilter({ filters }: Scored): CleanedByFilter {
  return filters.reduce((best, one) => (one.gain > best.gain ? one : best));
}

/** The sound whose gain by the network is in the middle of those at these places. */
export function pickMedian({ gains }: Cleaned, places: readonly number[]): number {
  const order = [...places].sort((a, b) => gains[a] - gains[b]);
  return order[Math.floor(order.length / 2)];
}
