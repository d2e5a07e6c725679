// What a Forecaster is told of its decoder, which one of its models has.

import { OptionError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import { flag, number, type OptionRules, word } from "../../core/option-rules.ts";
import type { SamplingCurve } from "../../nn/networks/scheduled-sampling.ts";

/** Options of the model "seq2seq". */
export interface DecoderOptions {
  /** Share of the decoder's steps that read the true value before them while training, at the first step. Default 1. */
  readonly teacherForcing?: number;
  /** How that share falls to 0 over the first half of the steps (scheduled sampling), or "none": it stays. Default "linear". */
  readonly teacherForcingDecay?: SamplingCurve | "none";
  /** Lets each step of the decoder look at all rows of the window. Default false. */
  readonly attention?: boolean;
}

export const DECODER_RULES: OptionRules<DecoderOptions> = {
  teacherForcing: number({ least: 0, most: 1 }),
  teacherForcingDecay: word("none", "linear", "exponential", "inverseSigmoid"),
  attention: flag,
};

interface DecoderSettings extends DecoderOptions {
  readonly model?: string;
}

/** Throws OptionError OPTION_CONFLICT: the decoder begins at the target's last value. */
export function requireTargetRead(
  subject: string,
  { model, inputs, target }: DecoderSettings & { readonly inputs: readonly string[]; readonly target: string },
): void {
  if (model !== "seq2seq" || inputs.includes(target)) return;
  throw new OptionError(
    "OPTION_CONFLICT",
    subject,
    [
      { option: "model", value: model },
      " begins at the target's last value, but ",
      { option: "inputs" },
      ` does not name ${quoteCell(target)}`,
    ],
    { found: inputs, remedies: ["add it", "choose another model"] },
  );
}

/** Throws OptionError OPTION_CONFLICT for options of a decoder where there is none. */
export function requireDecoder(subject: string, options: DecoderSettings): void {
  if (options.model === "seq2seq") return;
  const { teacherForcing, teacherForcingDecay, attention } = options;
  for (const [option, value] of Object.entries({ teacherForcing, teacherForcingDecay, attention })) {
    if (value === undefined) continue;
    throw new OptionError(
      "OPTION_CONFLICT",
      subject,
      [{ option, value }, " is of a decoder, which ", { option: "model", value: "seq2seq" }, " alone has"],
      {
        found: value,
        remedies: [
          ["use ", { option: "model", value: "seq2seq" }],
          ["leave ", { option }, " out"],
        ],
      },
    );
  }
}
