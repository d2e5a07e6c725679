// The pictures of the signal lab.
import type { LinesBlock, PanelsBlock } from "@recurra/report";
import { describeNetwork } from "../network/network.ts";
import { drawLossCurve } from "../numbers/loss-chart.ts";
import { HELD_OUT, PERIOD, POINTS, TRAINING } from "./data.ts";
import type { Protocol } from "./forecast.ts";
import type { SignalFound } from "./found.ts";

export function drawData({ signal: { t, y, clean } }: SignalFound): LinesBlock {
  const from = TRAINING - 3 * PERIOD;
  const x = Array.from(t.slice(from, POINTS));
  return {
    kind: "lines",
    title: "The end of the signal",
    description: "Dots scattered around two added waves; the last 50 points are shaded.",
    x: { label: "t" },
    y: { label: "y" },
    lines: [
      { label: "with noise: what is known", role: "input", x, y: Array.from(y.slice(from, POINTS)), mark: "dots" },
      { label: "without noise", role: "truth", x, y: Array.from(clean.slice(from, POINTS)) },
    ],
    shades: [{ label: `${HELD_OUT} points held out`, from: t[TRAINING], to: t[POINTS - 1] }],
  };
}

export function drawWindows({ pictures, signal }: SignalFound): PanelsBlock {
  return {
    kind: "panels",
    title: "Six training windows, from the first to the last, after training",
    description:
      "In each, the points that the encoder reads, the true points after them and those that the decoder wrote.",
    x: { label: "point of the window" },
    y: { label: "y" },
    panels: pictures.map(({ start, input, target, written }) => {
      const read = input.map((_, i) => i + 1);
      const after = target.map((_, i) => input.length + i + 1);
      return {
        title: `from t = ${signal.t[start].toFixed(1)}`,
        lines: [
          { label: "input", role: "input", x: read, y: input, mark: "both" },
          { label: "truth", role: "truth", x: after, y: target, mark: "both" },
          { label: "network, teacher forcing", role: "model", x: after, y: written, mark: "both" },
        ],
      };
    }),
  };
}

export function drawLosses({ stepLosses, trainLosses, settings }: SignalFound): LinesBlock {
  return drawLossCurve({
    title: "Loss of the training steps (mean squared error)",
    description: "The mean loss of the last 100 training steps, beside the variance of the noise.",
    loss: "MSE",
    steps: stepLosses,
    stepsPerEpoch: stepLosses.length / trainLosses.length,
    width: 100,
    rule: { label: "variance of the noise", y: settings.noise * settings.noise },
  });
}

export function drawHeldOut({ signal, heldOut, ...found }: SignalFound, protocol: Protocol, title: string): LinesBlock {
  const { t, y } = signal;
  const { network, lastValue, seasonal } = found.forecasts[protocol];
  const before = TRAINING - 25;
  const x = Array.from(t.slice(TRAINING, POINTS));
  const naive =
    heldOut[protocol].lastValue < heldOut[protocol].seasonal
      ? { label: "last value", y: Array.from(lastValue) }
      : { label: `value ${PERIOD} points before`, y: Array.from(seasonal) };
  return {
    kind: "lines",
    title,
    description: "The true points, the network's predictions and the better naive forecast.",
    x: { label: "t" },
    y: { label: "y" },
    lines: [
      {
        label: "truth",
        role: "truth",
        x: Array.from(t.slice(before, POINTS)),
        y: Array.from(y.slice(before, POINTS)),
        mark: "dots",
      },
      { role: "naive", x, ...naive },
      { label: describeNetwork(found.settings), role: "model", x, y: Array.from(network) },
    ],
    shades: [{ label: "held out", from: t[TRAINING], to: t[POINTS - 1] }],
  };
}
