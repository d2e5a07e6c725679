import { cos } from "../core/math.ts";
import { COUNT, checkOptions, flag, number, type OptionRules, POSITIVE, word } from "../core/option-rules.ts";
import { NOT_NEGATIVE } from "./parameter-groups.ts";
import type { Schedule } from "./schedules.ts";

/** Options of oneCycleLR. */
export interface OneCycleLROptions {
  /** The highest rate. */
  maxLR: number;
  /** Steps or epochs of the cycle; beyond them the last rate stays. */
  totalSteps: number;
  /** The share of the cycle in which the rate rises; 0.3 unless set. */
  pctStart?: number;
  /** The curve between two rates: "cos", unless set, or "linear". */
  annealStrategy?: "cos" | "linear";
  /** The first rate is maxLR over this; 25 unless set. */
  divFactor?: number;
  /** The last rate is the first over this; 10,000 unless set. */
  finalDivFactor?: number;
  /** Whether the rate first falls to the first one, as fast as it rose, and then to the last; off unless set. */
  threePhase?: boolean;
}

const RULES: OptionRules<OneCycleLROptions> = {
  maxLR: NOT_NEGATIVE,
  totalSteps: COUNT,
  pctStart: /* @__PURE__ */ number({ above: 0, below: 1 }),
  annealStrategy: /* @__PURE__ */ word("cos", "linear"),
  divFactor: POSITIVE,
  finalDivFactor: POSITIVE,
  threePhase: flag,
};

/**
 * One rise and one fall: from maxLR / divFactor up to maxLR, and down to maxLR / (divFactor finalDivFactor).
 *
 *   rate = b + (a - b) (1 + cos(pi s)) / 2, or a + (b - a) s, from a to b as s goes from 0 to 1
 *
 * Throws OptionError for rates below 0, totalSteps that is no whole number from 1, a share that is not between 0 and 1, factors not above 0.
 * Source: Smith and Topin 2018, arXiv:1708.07120; torch.optim.lr_scheduler.OneCycleLR with cycle_momentum=False.
 */
export function oneCycleLR(options: OneCycleLROptions): Schedule {
  checkOptions("oneCycleLR", options, RULES, ["maxLR", "totalSteps"]);
  const { maxLR, totalSteps, pctStart = 0.3, annealStrategy = "cos", divFactor = 25, finalDivFactor = 1e4 } = options;
  const first = maxLR / divFactor;
  const last = first / finalDivFactor;
  const top = pctStart * totalSteps - 1;
  const phases = options.threePhase
    ? [
        { end: top, from: first, to: maxLR },
        { end: 2 * pctStart * totalSteps - 2, from: maxLR, to: first },
        { end: totalSteps - 1, from: first, to: last },
      ]
    : [
        { end: top, from: first, to: maxLR },
        { end: totalSteps - 1, from: maxLR, to: last },
      ];
  return (t) => {
    const at = phases.findIndex(({ end }, i) => t <= end || i === phases.length - 1);
    const { end, from, to } = phases[at];
    const start = at === 0 ? 0 : phases[at - 1].end;
    const done = Math.min(1, (t - start) / (end - start));
    if (annealStrategy === "linear") return from + (to - from) * done;
    return to + ((from - to) / 2) * (1 + cos(Math.PI * done));
  };
}
