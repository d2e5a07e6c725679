// What a page shows of the signal lab while it learns: a path far longer than the network is trained to write, where it is told a share of
// the true values, and the path of its own outputs alone.
import type { Block, LinesBlock } from "@recurra/report";
import type { EncoderDecoder, Mode } from "recurra";
import { mean, meanOf } from "recurra/statistics";
import { counted, percent } from "recurra/words";
import { readBackDial, tellSteps, writeOn } from "../network/read-back.ts";
import { FURTHER, HELD_OUT, POINTS, type Signal, TRAINING } from "./data.ts";
import { measureNoise } from "./score.ts";
import type { SignalSettings } from "./settings.ts";

export const dial = readBackDial("value");

/** Points of all windows that are read at most: it is done ten times a second. */
const MOST = 60_000;

/** Where stretches begin of points that no training has seen: the held-out one, which is drawn, and those after it. */
function listOrigins({ inputSteps, outputSteps }: SignalSettings): readonly number[] {
  const most = Math.floor(MOST / (HELD_OUT * (inputSteps + outputSteps)));
  const count = Math.max(1, Math.min(1 + FURTHER / HELD_OUT, most));
  return Array.from({ length: count }, (_, i) => TRAINING + i * HELD_OUT);
}

interface Path {
  readonly label: string;
  readonly role: "model" | "naive";
  /** The values of the first stretch. */
  readonly drawn: readonly number[];
  /** The mean squared error at each step ahead, over the stretches. */
  readonly errors: readonly number[];
}

/** The paths of the network as it is now: with this share of true values, and free-running. */
export function drawNow(
  model: EncoderDecoder,
  signal: Signal,
  settings: SignalSettings,
  share: number,
  mode: Mode | undefined,
): readonly Block[] {
  const { inputSteps: lookback, outputSteps: horizon, seed } = settings;
  const origins = listOrigins(settings);
  const path = (label: string, role: Path["role"], of: number): Path => {
    const told = tellSteps(HELD_OUT, of, seed);
    const written = writeOn(model, { values: signal.y, origins, told, lookback, horizon }, mode);
    const off = (i: number, step: number) => written[i][step] - signal.y[origins[i] + step];
    const errors = told.map((_, step) => meanOf(origins.length, (i) => off(i, step) * off(i, step)));
    return { label, role, drawn: Array.from(written[0]), errors };
  };
  const forced = path(`${percent(share)} of the true values read back`, "model", share);
  const free = path("free-running", "naive", 0);
  const noise = measureNoise(signal, { from: TRAINING, to: POINTS + FURTHER });
  const text =
    `Over ${counted(origins.length, "stretch", "stretches")} of ${HELD_OUT} points that it never learned from, the mean squared error is ` +
    `**${mean(forced.errors).toFixed(3)}** with ${percent(share)} of the true values read back and **${mean(free.errors).toFixed(3)}** ` +
    `free-running. The noise alone has ${noise.toFixed(3)}.`;
  return [{ kind: "text", text }, drawPaths(signal, [free, forced], settings), drawErrors([free, forced], noise)];
}

function drawPaths({ t, y }: Signal, paths: readonly Path[], { outputSteps }: SignalSettings): LinesBlock {
  const before = TRAINING - 20;
  const x = Array.from(t.slice(TRAINING, POINTS));
  return {
    kind: "lines",
    title: `${HELD_OUT} points on from the end of the training, ${outputSteps} at a time, as the network writes them now`,
    description: "The true points, the path where the network is told some of them, and the path of its own outputs.",
    x: { label: "t" },
    y: { label: "y", domain: [-2.5, 2.5] },
    lines: [
      {
        label: "truth",
        role: "truth",
        x: Array.from(t.slice(before, POINTS)),
        y: Array.from(y.slice(before, POINTS)),
        mark: "dots",
      },
      ...paths.map(({ label, role, drawn }) => ({ label, role, x, y: drawn.map(within) })),
    ],
    shades: [{ label: "held out", from: t[TRAINING], to: t[POINTS - 1] }],
  };
}

function drawErrors(paths: readonly Path[], noise: number): LinesBlock {
  const x = Array.from({ length: HELD_OUT }, (_, i) => i + 1);
  return {
    kind: "lines",
    title: "Mean squared error at each step ahead",
    description: "What is free-running drifts off with every step; what is told the truth does not.",
    x: { label: "steps ahead" },
    y: { label: "MSE, up to 2", domain: [0, 2] },
    lines: paths.map(({ label, role, errors }) => ({ label, role, x, y: errors.map((error) => Math.min(2, error)) })),
    rules: [{ label: "the noise alone", y: noise }],
  };
}

/** On the picture, whatever a new network says. */
function within(value: number): number | null {
  return Number.isFinite(value) ? Math.min(2.5, Math.max(-2.5, value)) : null;
}
