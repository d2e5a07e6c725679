// The curve that shows how a network learns: its loss at every training step, smoothed.
import type { Line, LinesBlock } from "@recurra/report";
import { movingAverage } from "./moving-average.ts";

/** What the curve shows. */
export interface LossCurve {
  readonly title: string;
  readonly description: string;
  /** The loss's short name: "L1". */
  readonly loss: string;
  /** The loss of every training step. */
  readonly steps: readonly number[];
  readonly stepsPerEpoch: number;
  /** Losses in the moving average. */
  readonly width: number;
  /** Draws the losses themselves under their average. */
  readonly each?: boolean;
  /** A loss to compare with; left out where it is 0, which a logarithmic axis cannot show. */
  readonly rule: { readonly label: string; readonly y: number };
}

/** The numbers 1, 3, 10, 30, ... and 0.3, 0.1, ...: about evenly spaced on a logarithmic axis. */
function ticks(value: number): number[] {
  const power = Math.floor(Math.log10(value));
  return [power - 1, power, power + 1].flatMap((at) => [Number(`1e${at}`), Number(`3e${at}`)]);
}

function tickBelow(value: number): number {
  return ticks(value).findLast((tick) => tick < value)!;
}

function tickAbove(value: number): number {
  return ticks(value).find((tick) => tick > value)!;
}

export function drawLossCurve({
  title,
  description,
  loss,
  steps,
  stepsPerEpoch,
  width,
  each,
  rule,
}: LossCurve): LinesBlock {
  const x = steps.map((_, i) => i + 1);
  const smooth: Line = {
    label: `mean of the last ${width}`,
    role: "model",
    x,
    y: Array.from(movingAverage(steps, width - 1)),
  };
  const lines: Line[] = each ? [{ label: "each step", role: "input", x, y: steps }, smooth] : [smooth];
  const shown = [...lines.flatMap(({ y }) => y as readonly number[]), ...(rule.y > 0 ? [rule.y] : [])];
  const least = shown.reduce((low, value) => Math.min(low, value));
  const most = shown.reduce((high, value) => Math.max(high, value));
  return {
    kind: "lines",
    title,
    description,
    x: { label: `training step (${stepsPerEpoch} an epoch)` },
    y: { label: loss, scale: "log", domain: [tickBelow(least), tickAbove(most)] },
    lines,
    rules: rule.y > 0 ? [rule] : [],
  };
}
