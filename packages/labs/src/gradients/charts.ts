// The pictures of the lab of gradients. A network has the same colour on all of them.

import type { Line, LinesBlock, PanelsBlock, Rule } from "@recurra/report";
import { counted, percent } from "recurra/words";
import { drawBackwards, onLog } from "./backwards.ts";
import { ALWAYS_ONE, type ExplosionHistory, explosion } from "./clipping.ts";
import { stackKinds } from "./depth.ts";
import type { GradientsFound } from "./found.ts";
import { gainLength, gains } from "./initial.ts";
import { factorPerStep, type Measured } from "./norms.ts";
import { LEARNED } from "./reach.ts";
import { SYMBOLS } from "./tasks.ts";

const distanceAxis = { label: "steps back from the loss" };
const normAxis = { label: "norm of dLoss/dh", scale: "log" } as const;

/** The norms of new networks, from the end of the longest sequence; only the last `steps` where given. */
export function drawInitial({ settings, networks, initial }: GradientsFound, steps?: number): LinesBlock {
  const length = settings.lengths.at(-1)!;
  const part = steps === undefined ? `all ${length}` : `the last ${steps}`;
  return {
    kind: "lines",
    title: `Norm of dLoss/dh at each step of new networks, ${part} steps`,
    description: "Lines on a logarithmic scale that fall with the distance from the loss, each at its own rate.",
    x: distanceAxis,
    y: normAxis,
    lines: networks.map(({ name, role }, i) =>
      drawBackwards(name, role, initial[i].at(-1)!.norms.slice(-(steps ?? 0))),
    ),
  };
}

// Gains that are shown step by step, and where their lines end: further down, nothing but the fall goes on.
const shownGains = [0.5, 1, 2, 3] as const;
const shownShare = 1e-15;

/** The norms of new networks whose recurrent weights are scaled, as shares of those at the last step. */
export function drawScaled({ networks, scaled, radius }: GradientsFound): PanelsBlock {
  return {
    kind: "panels",
    title: `Norm of dLoss/dh over ${counted(gainLength, "step")}, as a share of that at the last step, recurrent weights times a gain`,
    description: "With small weights all lines fall; with large ones those of plain networks rise.",
    x: distanceAxis,
    y: { label: "share of the norm", scale: "log" },
    panels: shownGains.map((gain) => ({
      title: `gain ${gain}: radius ${(gain * radius).toFixed(2)}`,
      lines: networks.map(({ name, role }, i) => {
        const { norms } = scaled[i][gains.indexOf(gain)];
        const shares = norms.map((norm) => norm / norms[norms.length - 1]);
        return drawBackwards(name, role, shares, shownShare);
      }),
    })),
  };
}

/** The factor of a step against the gain. */
export function drawFactors({ networks, scaled, radius }: GradientsFound): LinesBlock {
  const factor = ({ norms }: Measured) => {
    const value = factorPerStep(norms);
    return Number.isFinite(value) ? value : null;
  };
  return {
    kind: "lines",
    title: "What one step back leaves of the gradient: the mean factor over 50 steps",
    description: "Every network's factor rises with the gain; above 1 gradients explode, below they vanish.",
    x: { label: "gain of the recurrent weights" },
    y: { label: "factor a step" },
    lines: networks.map(({ name, role }, i) => ({
      label: name,
      role,
      x: gains,
      y: scaled[i].map(factor),
      mark: "both",
    })),
    rules: [
      { label: "above: explodes", y: 1 },
      { label: "plain RNN: radius 1", x: 1 / radius },
    ],
  };
}

export function drawDepth({ depth }: GradientsFound): LinesBlock {
  return {
    kind: "lines",
    title: `Norm of dLoss/dh at each of ${depth[0].length} layers of new feed-forward stacks`,
    description: "The sigmoid's line falls steepest; with the initial weights made for it, ReLU's stays level.",
    x: { label: "layers back from the loss" },
    y: normAxis,
    lines: stackKinds.map(({ name, role }, i) => drawBackwards(name, role, depth[i])),
  };
}

const drawClippingLine = (label: string, role: Line["role"], values: readonly number[]): Line => ({
  label,
  role,
  x: values.map((_, i) => i + 1),
  y: values.map((value) => onLog(value)),
});

/** The same quantity of both runs. */
function drawClipped(
  { clipped, unclipped, settings }: GradientsFound,
  { title, description, label }: { title: string; description: string; label: string },
  of: (run: ExplosionHistory) => readonly number[],
  naive: readonly Rule[] = [],
): LinesBlock {
  return {
    kind: "lines",
    title,
    description,
    x: { label: "training step", domain: [1, explosion.steps] },
    y: { label, scale: "log" },
    lines: [
      drawClippingLine(`clipped to ${settings.clip}`, "2", of(clipped)),
      drawClippingLine("not clipped", "input", of(unclipped)),
    ],
    rules: [
      ...naive,
      ...(unclipped.failedAt === undefined ? [] : [{ label: "no longer finite", x: unclipped.failedAt }]),
    ],
  };
}

export function drawClipping(found: GradientsFound): readonly LinesBlock[] {
  return [
    drawClipped(
      found,
      {
        title: "Loss of an RNN with ReLU whose gradients explode",
        description: "Without clipping the loss leaps by powers of ten and stays high; with clipping it falls.",
        label: "mean squared error",
      },
      ({ losses }) => losses,
      [{ label: "always answering 1", y: ALWAYS_ONE }],
    ),
    drawClipped(
      found,
      {
        title: "Norm of all its gradients, before clipping",
        description:
          "Without clipping the norm leaps and then falls to almost nothing; with clipping it comes down step by step.",
        label: "norm",
      },
      ({ norms }) => norms,
    ),
  ];
}

export function drawReach({ settings, networks, learned }: GradientsFound): LinesBlock {
  return {
    kind: "lines",
    title: `Accuracy against distance${settings.seeds === 1 ? "" : `, median of ${counted(settings.seeds, "seed")}`}`,
    description: "Each network names the symbol up to some distance, and guesses beyond.",
    x: { label: "steps back", scale: "log" },
    y: { label: "share of right answers", domain: [0, 1.05] },
    lines: networks.map(({ name, role }, i) => ({
      label: name,
      role,
      x: learned[i].map(({ distance }) => distance),
      y: learned[i].map(({ median }) => median),
      mark: "both",
    })),
    rules: [{ label: `guessing: ${percent(1 / SYMBOLS)}`, y: 1 / SYMBOLS }],
  };
}

/** The distances, by number, at which one looks again after training: the farthest that a plain one learned, and any. */
export function chooseRevisited({ networks, learned }: GradientsFound): readonly number[] {
  const known = (some: GradientsFound["learned"]) =>
    learned[0].findLastIndex((_, d) => some.some((one) => one[d].first.accuracy >= LEARNED));
  const plain = known(learned.filter((_, i) => !networks[i].gated));
  return [...new Set([plain, known(learned)])].filter((d) => d >= 0);
}

/** The norms after training, for the distance of that number. */
export function drawTrained({ networks, learned }: GradientsFound, d: number): LinesBlock {
  const { distance } = learned[0][d];
  return {
    kind: "lines",
    title: `Norm of dLoss/dh after training for ${counted(distance, "step")} back`,
    description: "Lines of networks that have learned the distance stay level, the others fall as before.",
    x: distanceAxis,
    y: normAxis,
    lines: networks.map(({ name, role }, i) => {
      const { accuracy, normsAfter } = learned[i][d].first;
      return drawBackwards(accuracy >= LEARNED ? `${name}, learned` : name, role, normsAfter);
    }),
  };
}
