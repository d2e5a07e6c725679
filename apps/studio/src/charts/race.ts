// The losses of networks that learned one after the other, as lines of one chart from each one's own start.
import type { PhaseTrack } from "../engine/phase-tracks.ts";
import type { Chart, ChartLine } from "./chart-line.ts";

/** Places on the x axis: as many as can be seen, and few enough that their means are calm. */
const PLACES = 160;

const LOOKS = [
  { color: "kind-1" },
  { color: "kind-2", dash: [8, 4] },
  { color: "kind-3", dash: [2, 3] },
  { color: "kind-4", dash: [10, 3, 2, 3] },
  { color: "kind-5", dash: [5, 2] },
  { color: "kind-6", dash: [14, 4] },
  { color: "kind-7", dash: [3, 6] },
] as const;

/** How the line of phase number i looks: by colour and by dashes. */
export function lookOf(i: number): Pick<ChartLine, "color" | "dash"> {
  return LOOKS[i % LOOKS.length];
}

export function raceOf(tracks: readonly PhaseTrack[], by: "steps" | "seconds"): Chart {
  const end = Math.max(0, ...tracks.map((track) => track[by]));
  const count = by === "steps" ? Math.min(PLACES, end) : end > 0 ? PLACES : 0;
  const at = Array.from({ length: count }, (_, i) => ((i + 1) * end) / count);
  const lines = tracks.map((track, i): ChartLine => {
    const y = meansAt(track.points(by), at);
    return { ...lookOf(i), label: track.name, y };
  });
  return {
    title: "Race: the training loss of each network from its own first step",
    x: by === "steps" ? { label: "steps of each", say: whole } : { label: "seconds of each" },
    y: {
      label: "loss",
      scale: lines.every(({ y }) => y.every((loss) => loss === null || loss > 0)) ? "log" : "linear",
    },
    at,
    lines,
  };
}

const whole = (value: number): string => Math.round(value).toLocaleString("en-US");

/** The mean loss up to each place from the one before; where there is none, what lies between its neighbours; null behind the last. */
function meansAt(
  points: readonly { readonly at: number; readonly loss: number }[],
  places: readonly number[],
): (number | null)[] {
  let next = 0;
  return places.map((place) => {
    const first = next;
    let sum = 0;
    while (next < points.length && points[next].at <= place) sum += points[next++].loss;
    if (next > first) return sum / (next - first);
    const [before, after] = [points[next - 1], points[next]];
    if (after === undefined) return null;
    if (before === undefined) return after.loss;
    return before.loss + ((after.loss - before.loss) * (place - before.at)) / (after.at - before.at);
  });
}
