// The losses of several runs on one axis of steps.
import type { Chart, ChartLine } from "../../charts/chart-line.ts";
import type { StoredLosses } from "../../engine/loss-track.ts";

/** Runs that may lie over each other. */
export const MOST_OVERLAID = 5;

/** Places at most along the axis: more than that no line of dashes shows. */
const MOST_PLACES = 240;

/** One look a line: dashes tell them apart where colours do not. */
const LOOKS: readonly Pick<ChartLine, "color" | "dash">[] = [
  { color: "model" },
  { color: "naive", dash: [8, 4] },
  { color: "seasonal", dash: [2, 3] },
  { color: "drift", dash: [10, 3, 2, 3] },
  { color: "ink", dash: [4, 4] },
];

interface Overlaid {
  readonly label: string;
  readonly losses: StoredLosses;
}

/** Each run as a line; where a place stands for several steps, in the middle between their least and their greatest loss. */
export function overlay(runs: readonly Overlaid[]): Chart {
  const width = widthOf(runs);
  const places = Math.max(0, ...runs.map(({ losses: { steps } }) => Math.ceil(steps / width)));
  const found = runs.map(({ losses }) => middles(losses, width));
  const isLog = found.every((values) => values.every((value) => value === null || value > 0));
  return {
    title: "Losses of the chosen runs",
    x: { label: "step" },
    y: { label: width === 1 ? "loss" : `loss, in the middle of ${width} steps`, scale: isLog ? "log" : "linear" },
    at: Array.from({ length: places }, (_, i) => 1 + i * width),
    lines: runs.map(({ label }, i) => ({
      ...LOOKS[i % LOOKS.length],
      label,
      y: Array.from({ length: places }, (_, at) => found[i][at] ?? null),
    })),
  };
}

/** Steps of a place: a power of two, as the stretches of each run are. */
function widthOf(runs: readonly Overlaid[]): number {
  const most = Math.max(1, ...runs.map(({ losses }) => losses.steps));
  let width = Math.max(1, ...runs.map(({ losses }) => losses.width));
  while (most / width > MOST_PLACES) width *= 2;
  return width;
}

function middles({ width, low, high }: StoredLosses, wanted: number): (number | null)[] {
  const each = wanted / width;
  return Array.from({ length: Math.ceil(low.length / each) }, (_, i) => {
    const [least, greatest] = [low, high].map((values) => [...values.subarray(i * each, (i + 1) * each)]);
    const middle = middleOf(Math.min(...least), Math.max(...greatest));
    return Number.isFinite(middle) ? middle : null;
  });
}

/** On a logarithmic axis the middle of two numbers is their geometric mean. For the eye alone. */
function middleOf(low: number, high: number): number {
  if (low === high) return low;
  return low > 0 ? Math.sqrt(low * high) : (low + high) / 2;
}
