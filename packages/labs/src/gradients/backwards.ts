// Norms of gradients as lines of pictures: from the loss back, on a logarithmic axis.
import type { Line } from "@recurra/report";

/** Below this a line ends: the kernels take what is below 2^-100, or 7.9e-31, for 0. */
export const SHOWN = 1e-30;

/** A value that a logarithmic axis can show, or a gap. */
export function onLog(value: number, least = SHOWN): number | null {
  return Number.isFinite(value) && value >= least ? value : null;
}

/** Norms at t = 0 .. T - 1 as a line over the distance from the last step. */
export function drawBackwards(label: string, role: Line["role"], norms: Float64Array, least = SHOWN): Line {
  const x = Array.from(norms, (_, distance) => distance);
  return { label, role, x, y: x.map((distance) => onLog(norms[norms.length - 1 - distance], least)) };
}
