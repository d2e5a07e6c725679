// How an optimizer moves one weight, and what the rules of all of them are made of.
import type { ExplainedLine } from "../cells/explanation.ts";
import { bracketed, figure } from "../cells/figure.ts";
import type { OpenedMove, OpenedUpdate } from "../cells/opened.ts";

/** One weight before its step. */
export interface WeightBefore extends Pick<OpenedMove, "numbers" | "learningRate" | "weightDecay"> {
  readonly weight: number;
  readonly gradient: number;
  readonly gradientScale: number;
  readonly state: Readonly<Record<string, number>>;
  readonly settings: OpenedUpdate["settings"];
}

export interface Rule {
  /** In TeX. */
  readonly tex: string;
  readonly says: string;
  readonly lines: (of: WeightBefore) => readonly ExplainedLine[];
}

/** A line without sums. */
export const line = (gives: string, tex: string, numbers: string, value: number, says: string): ExplainedLine => ({
  ...{ gives, tex, numbers, value, says, sums: [], reads: [] },
});

/** The gradient as it counts: scaled where all were too large together, and with the penalty of the weight. */
export function counted(
  { gradient, gradientScale, weight, weightDecay }: WeightBefore,
  penalized: boolean,
): { readonly g: number; readonly lines: ExplainedLine[] } {
  const scaled = gradientScale * gradient;
  const lines: ExplainedLine[] = [];
  if (gradientScale !== 1) {
    const numbers = `${figure(gradientScale)} \\cdot ${bracketed(gradient)}`;
    lines.push(
      line(
        "g",
        "s \\, \\partial L / \\partial w",
        numbers,
        scaled,
        "the gradient, as much of it as the limit of the norm lets through",
      ),
    );
  } else
    lines.push(line("g", "\\partial L / \\partial w", figure(gradient), gradient, "the gradient of the batch's loss"));
  if (!penalized || weightDecay === 0) return { g: scaled, lines };
  const g = scaled + weightDecay * weight;
  const numbers = `${figure(scaled)} + ${figure(weightDecay)} \\cdot ${bracketed(weight)}`;
  lines.push(line("g'", "g + \\lambda w", numbers, g, "and the penalty of large weights"));
  return { g, lines };
}

/** A mean that runs: kept w of what it was, and (1 - w) of what comes. */
export function running(
  gives: string,
  kept: number,
  before: number,
  next: number,
  tex: string,
  says: string,
): ExplainedLine {
  const numbers = `${figure(kept)} \\cdot ${bracketed(before)} + ${figure(1 - kept)} \\cdot ${bracketed(next)}`;
  return line(gives, tex, numbers, kept * before + (1 - kept) * next, says);
}

/** A setting that is a number. */
export const number = (value: unknown, instead = 0): number => (typeof value === "number" ? value : instead);
