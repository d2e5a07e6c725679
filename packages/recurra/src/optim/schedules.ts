// Learning rates as plain functions, by PyTorch's names and closed forms. What a schedule knows of training it is told each time: how many
// steps or epochs have ended, and the losses of the ended epochs. So it has no state to keep, and a resumed training has the same rates.

import { cos, pow } from "../core/math.ts";
import {
  COUNT,
  checkOptions,
  made,
  number,
  type OptionRule,
  type OptionRules,
  POSITIVE,
  whole,
  word,
} from "../core/option-rules.ts";
import { NOT_NEGATIVE } from "./parameter-groups.ts";

/**
 * A learning rate, from `t`, the steps or epochs that have ended (0 before the first), and the losses of the ended epochs:
 *
 *   optimizer.learningRate = schedule(t, losses)
 *
 * `train({ schedule })` does this before every step.
 */
export type Schedule = (t: number, losses: readonly number[]) => number;

const FACTOR: OptionRule<number> = /* @__PURE__ */ number({ above: 0, most: 1 });

/** Options of linearLR. */
export interface LinearLROptions {
  /** The rate that the factors multiply. */
  learningRate: number;
  /** The first factor; 1/3 unless set. */
  startFactor?: number;
  /** The factor from `totalIters` on; 1 unless set. */
  endFactor?: number;
  /** Steps or epochs from the first factor to the last; 5 unless set. */
  totalIters?: number;
}

/**
 * A warm-up, or a decay, along a line.
 *
 *   rate = learningRate (startFactor + (endFactor - startFactor) min(t, totalIters) / totalIters)
 *
 * Throws OptionError unless learningRate is from 0, 0 < startFactor <= 1, 0 <= endFactor <= 1 and totalIters a whole number from 1.
 * Source: torch.optim.lr_scheduler.LinearLR.
 */
export function linearLR(options: LinearLROptions): Schedule {
  const rules: OptionRules<LinearLROptions> = {
    learningRate: NOT_NEGATIVE,
    startFactor: FACTOR,
    endFactor: number({ least: 0, most: 1 }),
    totalIters: COUNT,
  };
  checkOptions("linearLR", options, rules, ["learningRate"]);
  const { learningRate, startFactor = 1 / 3, endFactor = 1, totalIters = 5 } = options;
  return (t) => learningRate * (startFactor + ((endFactor - startFactor) * Math.min(t, totalIters)) / totalIters);
}

/** Options of cosineAnnealingLR. */
export interface CosineAnnealingLROptions {
  /** The rate at the start. */
  learningRate: number;
  /** Steps or epochs from the start to the lowest rate. */
  tMax: number;
  /** The lowest rate; 0 unless set. */
  etaMin?: number;
}

/**
 * Half a wave of the cosine, from learningRate down to etaMin at tMax. After that the wave goes on and the rate rises, as in PyTorch.
 *
 *   rate = etaMin + (learningRate - etaMin) (1 + cos(pi t / tMax)) / 2
 *
 * Throws OptionError unless rates are from 0 and tMax is a whole number from 1.
 * Source: Loshchilov and Hutter 2017, arXiv:1608.03983, without restarts; torch.optim.lr_scheduler.CosineAnnealingLR.
 */
export function cosineAnnealingLR(options: CosineAnnealingLROptions): Schedule {
  const rules: OptionRules<CosineAnnealingLROptions> = {
    learningRate: NOT_NEGATIVE,
    tMax: COUNT,
    etaMin: NOT_NEGATIVE,
  };
  checkOptions("cosineAnnealingLR", options, rules, ["learningRate", "tMax"]);
  const { learningRate, tMax, etaMin = 0 } = options;
  return (t) => etaMin + ((learningRate - etaMin) * (1 + cos((Math.PI * t) / tMax))) / 2;
}

/** Options of stepLR. */
export interface StepLROptions {
  /** The rate at the start. */
  learningRate: number;
  /** Steps or epochs between two decays. */
  stepSize: number;
  /** What each decay multiplies by; 0.1 unless set. */
  gamma?: number;
}

/**
 * A decay now and then.
 *
 *   rate = learningRate gamma^floor(t / stepSize)
 *
 * Throws OptionError unless learningRate is from 0, stepSize a whole number from 1 and gamma above 0.
 * Source: torch.optim.lr_scheduler.StepLR.
 */
export function stepLR(options: StepLROptions): Schedule {
  const rules: OptionRules<StepLROptions> = { learningRate: NOT_NEGATIVE, stepSize: COUNT, gamma: POSITIVE };
  checkOptions("stepLR", options, rules, ["learningRate", "stepSize"]);
  const { learningRate, stepSize, gamma = 0.1 } = options;
  return (t) => learningRate * pow(gamma, Math.floor(t / stepSize));
}

/**
 * A decay each time.
 *
 *   rate = learningRate gamma^t
 *
 * Throws OptionError unless learningRate is from 0 and gamma above 0.
 * Source: torch.optim.lr_scheduler.ExponentialLR.
 */
export function exponentialLR(options: { learningRate: number; gamma: number }): Schedule {
  checkOptions("exponentialLR", options, { learningRate: NOT_NEGATIVE, gamma: POSITIVE }, ["learningRate", "gamma"]);
  const { learningRate, gamma } = options;
  return (t) => learningRate * pow(gamma, t);
}

/** Options of reduceLROnPlateau. */
export interface ReduceLROnPlateauOptions {
  /** The rate until the first plateau. */
  learningRate: number;
  /** What the rate is multiplied by at a plateau; 0.1 unless set. */
  factor?: number;
  /** Epochs without a lower loss that are waited for; the next one lowers the rate. 10 unless set. */
  patience?: number;
  /** How much lower a loss must be to count as lower; 1e-4 unless set. */
  threshold?: number;
  /** Whether `threshold` is a share of the best loss ("rel", unless set) or a difference ("abs"). */
  thresholdMode?: "rel" | "abs";
  /** Epochs after a lower rate in which nothing is counted; 0 unless set. */
  cooldown?: number;
  /** The lowest rate; 0 unless set. */
  minLR?: number;
  /** A change of the rate that is not above this is not made; 1e-8 unless set. */
  eps?: number;
}

/**
 * Lowers the rate when the loss no longer falls: the validation losses of the ended epochs, or their training losses without
 * validation. Each call goes through all of them, so that the rate is a function of the losses alone.
 *
 *   after more than `patience` epochs whose loss is not below best (1 - threshold):   rate = max(rate factor, minLR)
 *
 * Throws OptionError for values out of range.
 * Source: torch.optim.lr_scheduler.ReduceLROnPlateau in mode "min".
 */
export function reduceLROnPlateau(options: ReduceLROnPlateauOptions): Schedule {
  const rules: OptionRules<ReduceLROnPlateauOptions> = {
    learningRate: NOT_NEGATIVE,
    factor: number({ above: 0, below: 1 }),
    patience: whole(0),
    threshold: NOT_NEGATIVE,
    thresholdMode: word("rel", "abs"),
    cooldown: whole(0),
    minLR: NOT_NEGATIVE,
    eps: NOT_NEGATIVE,
  };
  checkOptions("reduceLROnPlateau", options, rules, ["learningRate"]);
  const { factor = 0.1, patience = 10, threshold = 1e-4, thresholdMode = "rel", cooldown = 0 } = options;
  const { learningRate, minLR = 0, eps = 1e-8 } = options;
  return (_, losses) => {
    let rate = learningRate;
    let best = Number.POSITIVE_INFINITY;
    let bad = 0;
    let resting = 0;
    for (const loss of losses) {
      const limit = thresholdMode === "rel" ? best * (1 - threshold) : best - threshold;
      if (loss < limit) {
        best = loss;
        bad = 0;
      } else bad++;
      if (resting > 0) {
        resting--;
        bad = 0;
      }
      if (bad <= patience) continue;
      const lower = Math.max(rate * factor, minLR);
      if (rate - lower > eps) rate = lower;
      resting = cooldown;
      bad = 0;
    }
    return rate;
  };
}

const SCHEDULES: OptionRule<readonly Schedule[]> = /* @__PURE__ */ made(
  "a list of one or more schedules",
  (value): value is readonly Schedule[] =>
    Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "function"),
);

/** Options of sequentialLR. */
export interface SequentialLROptions {
  schedules: readonly Schedule[];
  /** From which step or epoch on each schedule after the first holds, in rising order: one fewer than schedules. */
  milestones: readonly number[];
}

/**
 * One schedule after the other; each counts from 0 at its milestone. All of them are told the losses of all ended epochs.
 *
 *   sequentialLR({ schedules: [linearLR({ learningRate, totalIters: 50 }), cosineAnnealingLR({ learningRate, tMax: 1450 })], milestones: [50] })
 *
 * Throws OptionError unless milestones are whole numbers from 1 that rise, one fewer than schedules.
 * Source: torch.optim.lr_scheduler.SequentialLR.
 */
export function sequentialLR(options: SequentialLROptions): Schedule {
  const count = Array.isArray(options?.schedules) ? options.schedules.length - 1 : 0;
  const milestone = (value: unknown, i: number, all: readonly number[]): boolean =>
    COUNT.fits(value) && (i === 0 || value > all[i - 1]);
  const rules: OptionRules<SequentialLROptions> = {
    schedules: SCHEDULES,
    milestones: made(
      `a list of whole numbers from 1 that rise, one fewer than schedules: ${count}`,
      (value): value is readonly number[] => Array.isArray(value) && value.length === count && value.every(milestone),
    ),
  };
  checkOptions("sequentialLR", options, rules, ["schedules", "milestones"]);
  const { schedules, milestones } = options;
  return (t, losses) => {
    const ended = milestones.filter((at) => t >= at);
    return schedules[ended.length](t - (ended.at(-1) ?? 0), losses);
  };
}
