// What cleans a sound without a network. A network is only worth its training where it comes nearer to the clean sound than these.
import { portableMath } from "recurra/core";
import { meanOf } from "recurra/statistics";
import { counted } from "recurra/words";
import { movingAverage } from "../numbers/moving-average.ts";
import { addNoise, type Sound } from "./data.ts";
import { type WienerSettings, wienerFilter } from "./wiener.ts";

/** A way from a noisy sound to a cleaner one. */
export interface Filter {
  /** Its name in the results. */
  readonly id: string;
  readonly name: string;
  /** Samples after the present one that it reads. */
  readonly ahead: number;
  readonly clean: (noisy: Float64Array) => Float64Array;
}

/** The filters, with the settings that the Wiener filter has. */
interface Filters {
  readonly all: readonly Filter[];
  readonly wiener: WienerSettings;
}

/** 10 log10 of a ratio of powers. */
export function decibels(ratio: number): number {
  return (10 * portableMath.log(ratio)) / Math.LN10;
}

/** The mean square of what is off. */
export function errorPower(clean: Float64Array, estimate: ArrayLike<number>): number {
  return meanOf(clean.length, (i) => {
    const off = estimate[i] - clean[i];
    return off * off;
  });
}

/** By how many decibels an estimate is nearer to the clean sound than the noisy one is. */
export function gainOf(clean: Float64Array, noisy: Float64Array, estimate: ArrayLike<number>): number {
  return decibels(errorPower(clean, noisy) / errorPower(clean, estimate));
}

const nothing: Filter = { id: "noisyInput", name: "the noisy sound itself", ahead: 0, clean: (noisy) => noisy };

function average(side: number): Filter {
  const clean = (noisy: Float64Array) => movingAverage(noisy, side, side);
  return { id: "movingAverage", name: `moving average of ${counted(2 * side + 1, "sample")}`, ahead: side, clean };
}

function wiener(id: string, settings: WienerSettings, noise: number): Filter {
  return {
    id,
    name: settings.smoothing === 0 ? "Wiener filter, each frame by itself" : "Wiener filter",
    ahead: settings.frame - 1,
    clean: (noisy) => wienerFilter(noisy, noise, settings),
  };
}

/** Sounds by which filters are set: they tell as much as all. */
const TRIED = 30;

/**
 * The filters to compare a network with, set to what is best on training sounds: how many samples are averaged, and a Wiener filter's frames and
 * smoothing. The noise's power is known to them.
 */
export async function chooseFilters(
  training: readonly Sound[],
  noise: number,
  seed: number,
  pause: () => Promise<void>,
): Promise<Filters> {
  const tried = training.slice(0, TRIED).map(({ samples }, index) => {
    const noisy = addNoise(samples, noise, { seed, purpose: "tried", index });
    return { samples, noisy };
  });
  const best = async <Setting>(settings: readonly Setting[], make: (setting: Setting) => Filter): Promise<Setting> => {
    const gains: number[] = [];
    for (const setting of settings) {
      await pause();
      const { clean } = make(setting);
      gains.push(meanOf(tried.length, (i) => gainOf(tried[i].samples, tried[i].noisy, clean(tried[i].noisy))));
    }
    return settings[gains.indexOf(Math.max(...gains))];
  };
  const frames = [128, 256, 512, 1024];
  const smoothings = [0.8, 0.85, 0.9, 0.94, 0.97];
  const side = await best([0, 1, 2, 3, 4, 5], average);
  const frame = await best(frames, (one) => wiener("plain", { frame: one, smoothing: 0 }, noise));
  const settings = await best(
    frames.flatMap((one) => smoothings.map((smoothing) => ({ frame: one, smoothing }))),
    (one) => wiener("wiener", one, noise),
  );
  return {
    all: [
      nothing,
      average(side),
      wiener("plainWiener", { frame, smoothing: 0 }, noise),
      wiener("wiener", settings, noise),
    ],
    wiener: settings,
  };
}
