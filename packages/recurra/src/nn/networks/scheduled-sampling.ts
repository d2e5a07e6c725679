import { exp, log } from "../../core/math.ts";
import { checkOptions, number, type OptionRules, whole, word } from "../../core/option-rules.ts";

/** How the share of forced steps falls. */
export type SamplingCurve = "linear" | "exponential" | "inverseSigmoid";

/** Options of scheduledSampling. */
export interface ScheduledSamplingOptions {
  /** The shape of the fall. */
  curve: SamplingCurve;
  /** Steps of the optimizer until it has ended: a line is at its end, the others have 1 % or less of the way before them. */
  steps: number;
  /** The share at the first step. Default 1: every step of the decoder reads the truth. */
  start?: number;
  /** The share from `steps` on. Default 0: every step reads its own output. */
  end?: number;
}

const SHARE = /* @__PURE__ */ number({ least: 0, most: 1 });
const RULES: OptionRules<ScheduledSamplingOptions> = {
  curve: word("linear", "exponential", "inverseSigmoid"),
  steps: whole(1),
  start: SHARE,
  end: SHARE,
};

/** What is left of the way at the end of an exponential. */
const LEFT = 0.01;

/**
 * The share of a decoder's steps that read the truth, by the steps of the optimizer that were done (i, from 0), to be given to
 * `EncoderDecoder.forward(x, { targets, teacherForcing })`. Free of a state: a resumed training goes on with the same shares.
 *
 *   share_i = end + (start - end) f(i)        linear: f = 1 - i / steps        exponential: f = k^i, k^steps = 0.01
 *   inverseSigmoid: f = (k + 1) / (k + exp(i / k)), 2 k log k = steps: long as at the start, then falls, half at the middle
 *
 * Throws OptionError for options that cannot be used. Source: Bengio et al. 2015, arXiv:1506.03099, section 2.4; there the inverse sigmoid
 * begins at k / (k + 1).
 */
export function scheduledSampling(options: ScheduledSamplingOptions): (step: number) => number {
  checkOptions("scheduledSampling", options, RULES, ["curve", "steps"]);
  const { curve, steps, start = 1, end = 0 } = options;
  const fall = fallOf(curve, steps);
  return (step) => (step >= steps ? end : end + (start - end) * fall(step));
}

function fallOf(curve: SamplingCurve, steps: number): (step: number) => number {
  if (curve === "linear") return (step) => 1 - step / steps;
  if (curve === "exponential") {
    const rate = log(LEFT) / steps;
    return (step) => exp(rate * step);
  }
  const k = rootOf(steps / 2);
  return (step) => (k + 1) / (k + exp(step / k));
}

/** k from 2 with k log k = half the steps, by bisection; 2 where there are too few. */
function rootOf(half: number): number {
  let [low, high] = [2, Math.max(2, half)];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (middle * log(middle) < half) low = middle;
    else high = middle;
  }
  return low;
}
