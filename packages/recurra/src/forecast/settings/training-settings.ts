// What a Forecaster is told of its optimizer, of its learning rate over the epochs, and of the average of its weights.

import { OptionError } from "../../core/errors.ts";
import { DROPPED, number, type OptionRules, whole, word } from "../../core/option-rules.ts";
import type { Phrase } from "../../core/phrase.ts";
import { listed } from "../../words/listed.ts";

/** Those whose kernels every page has. */
export type OptimizerName = "adam" | "adamw" | "sgd";
/** A course of the learning rate over the epochs. */
export type ScheduleName = "constant" | "step" | "exponential" | "cosine" | "oneCycle" | "plateau";

/** Options of how a network is trained. */
export interface TrainingOptions {
  /** Default "adam"; "adamw" with segments. "sgd" keeps 0.9 of the last step's direction. */
  readonly optimizer?: OptimizerName;
  /** Of the optimizer. Default 0; 0.0001 with segments, where no other optimizer is set. */
  readonly weightDecay?: number;
  /**
   * The learning rate over the epochs that there are at most: "constant"; "step", times `scheduleDecay` every `scheduleEvery` epochs; "exponential", times
   * `scheduleDecay` each epoch; "cosine", along half a wave to 0; "oneCycle", up from a 25th of it for 0.3 of the steps, and down to next to nothing; "plateau",
   * times `scheduleDecay` after more than `scheduleEvery` epochs without a lower validation loss (in a refit, training loss). Default "constant"; with
   * segments a short warm-up, and "cosine" to 0.00001.
   */
  readonly schedule?: ScheduleName;
  /** Epochs, or a part of one, in which the rate first rises along a line. Default 0. Not of "oneCycle", which rises by itself. */
  readonly warmUp?: number;
  /** Default: 0.1 of "step", 0.95 of "exponential", 0.5 of "plateau". */
  readonly scheduleDecay?: number;
  /** Epochs. Default: a third of `epochs` of "step", half of `patience` of "plateau". */
  readonly scheduleEvery?: number;
  /** How much of the average of the weights, which is validated and kept, stays at each step; 0: there is none. Default 0; 0.99 with segments. */
  readonly average?: number;
}

export const TRAINING_RULES: OptionRules<TrainingOptions> = {
  optimizer: word("adam", "adamw", "sgd"),
  weightDecay: number({ least: 0 }),
  schedule: word("constant", "step", "exponential", "cosine", "oneCycle", "plateau"),
  warmUp: number({ least: 0 }, "a number of epochs"),
  scheduleDecay: number({ above: 0, below: 1 }),
  scheduleEvery: whole(1),
  average: DROPPED,
};

/** The schedules that have these. */
const OF = {
  warmUp: ["constant", "step", "exponential", "cosine", "plateau"],
  scheduleDecay: ["step", "exponential", "plateau"],
  scheduleEvery: ["step", "plateau"],
} as const satisfies Partial<Record<keyof TrainingOptions, readonly ScheduleName[]>>;

/** Throws OptionError OPTION_CONFLICT for what the schedule does not have. */
export function requireSchedule(subject: string, options: TrainingOptions): void {
  const { schedule } = options;
  for (const [option, schedules] of Object.entries(OF)) {
    const value = options[option as keyof typeof OF];
    if (value === undefined || (schedules as readonly unknown[]).includes(schedule)) continue;
    const found: Phrase =
      schedule === undefined ? ["and none is set"] : ["and not ", { option: "schedule", value: schedule }];
    throw new OptionError(
      "OPTION_CONFLICT",
      subject,
      [{ option, value }, " is of ", { option: "schedule" }, ` ${listed(schedules, "or")}, `, ...found],
      {
        found: value,
        remedies: [
          ["use ", { option: "schedule", value: schedules[0] }],
          ["leave ", { option }, " out"],
        ],
      },
    );
  }
}
