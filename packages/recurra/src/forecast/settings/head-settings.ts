// What a Forecaster is told of the distribution that its network gives.

import { OptionError } from "../../core/errors.ts";
import { type OptionRules, word } from "../../core/option-rules.ts";
import type { Distribution } from "../../nn/networks/forecast-head.ts";

/** Options of the models "stepwise" and "segment". */
export interface HeadOptions {
  /**
   * What the network gives for each row: "point" (default), a value; "quantile", quantiles that do not cross; "studentT", Student's t distribution. Of the
   * latter two the middle is the forecast, the others are intervals, corrected by how often such intervals held.
   */
  readonly head?: Distribution;
}

export const HEAD_RULES: OptionRules<HeadOptions> = { head: word("point", "quantile", "studentT") };

const HEADED: readonly string[] = ["stepwise", "segment", "own"];

/**
 * Throws OptionError OPTION_CONFLICT for a head of a model without one, and for a loss that is not the head's: distributions are fitted by theirs
 * alone, a value by none of these.
 */
export function requireHead(
  subject: string,
  { head = "point", model = "stepwise", loss }: HeadOptions & { readonly model?: string; readonly loss?: string },
): void {
  if (head !== "point" && !HEADED.includes(model)) {
    throw new OptionError(
      "OPTION_CONFLICT",
      subject,
      [
        { option: "head", value: head },
        " is of networks, and ",
        { option: "model", value: model },
        " has no such head",
      ],
      {
        found: head,
        remedies: [
          ["use ", { option: "model", value: "stepwise" }, " or ", { option: "model", value: "segment" }],
          ["leave ", { option: "head" }, " out"],
        ],
      },
    );
  }
  const own = loss === "quantile" || loss === "studentT" ? loss : "point";
  if (loss === undefined || own === head) return;
  throw new OptionError(
    "OPTION_CONFLICT",
    subject,
    [{ option: "loss", value: loss }, " does not fit what ", { option: "head", value: head }, " gives"],
    { found: loss, remedies: [["leave ", { option: "loss" }, " out"]] },
  );
}
