// The losses of a run as a chart: the band of the steps', the validation's after each epoch, and what they are to be compared with.
import type { LossTrack } from "../engine/loss-track.ts";
import type { EpochLine } from "../engine/protocol.ts";
import type { Chart, ChartLine, ChartRule } from "./chart-line.ts";

/** Of the best simple forecast, on the rows of the validation. */
export interface RivalLoss {
  readonly name: string;
  readonly loss: number;
}

/** Losses of 0 and below have no place on a logarithmic axis: where there are any, it is a plain one. */
export function lossesOf(track: LossTrack, epochs: readonly EpochLine[], rival?: RivalLoss): Chart {
  const { steps, low, high } = track.columns();
  const validation = validationAt(steps, epochs);
  const beside = [...validation, rival?.loss ?? null];
  const isLog = [...low, ...beside].every((loss) => loss === null || loss > 0);
  const phases = phasesOf(track);
  return {
    title: "Loss",
    x: { label: "step" },
    y: { label: "loss", scale: isLog ? "log" : "linear" },
    at: steps,
    lines: [
      ...trainingOf(track.width, low, high),
      ...(validation.some((loss) => loss !== null)
        ? [{ label: "validation", color: "naive", y: validation, dots: true }]
        : []),
    ],
    ...(track.width > 1 && { band: [0, 1] as const }),
    rules: [
      ...phases,
      ...(rival === undefined ? [] : [{ label: `to beat: ${rival.name}, validation`, color: "ink", y: rival.loss }]),
    ],
  };
}

/** Names of more phases lie upon each other; lines of many more leave no place for the losses. */
const MOST_NAMED = 7;
const MOST_PHASES = 30;

/** Where phases begin behind the first. */
function phasesOf({ phases }: LossTrack): ChartRule[] {
  if (phases.length > MOST_PHASES) return [];
  return phases
    .slice(1)
    .map(({ name, from }) => ({ label: phases.length > MOST_NAMED ? "" : name, color: "muted", x: from + 1 }));
}

/** The loss of each step; of stretches of several the greatest and the least. */
function trainingOf(width: number, low: readonly number[], high: readonly number[]): ChartLine[] {
  const line = { color: "model" };
  if (width === 1) return [{ ...line, label: "training", y: high }];
  return [
    { ...line, label: "training, greatest", legend: "training, from the least to the greatest", y: high },
    { ...line, label: "training, least", legend: "", y: low },
  ];
}

/** The loss of the validation at the stretch of steps in which its epoch ended: the last one's where several did. */
function validationAt(steps: readonly number[], epochs: readonly EpochLine[]): (number | null)[] {
  const values = steps.map((): number | null => null);
  let at = 0;
  for (const { step, validationLoss } of epochs) {
    if (validationLoss === undefined) continue;
    while (at + 1 < steps.length && steps[at + 1] <= step) at++;
    if (values.length > 0) values[at] = validationLoss;
  }
  return values;
}
