// Who is ahead in a race, in numbers: how many steps and seconds each network took to a loss that all have reached.
import type { PhaseTrack } from "../engine/phase-tracks.ts";
import { raceOf } from "./race.ts";

interface Finish {
  readonly name: string;
  readonly steps: number;
  readonly seconds: number;
}

/** Fewer steps than these say nothing of where a network gets. */
const FEWEST = 100;

/** The loss, and who was there first, first; undefined where fewer than two networks have come far enough. */
export function finishesOf(
  tracks: readonly PhaseTrack[],
  by: "steps" | "seconds",
): { readonly loss: number; readonly finishes: readonly Finish[] } | undefined {
  const far = tracks.filter(({ steps }) => steps >= FEWEST);
  if (far.length < 2) return undefined;
  // Twice what the last of them comes to, in one digit: nearer to it, noise would say who is first.
  const loss = upwards(2 * Math.max(...far.map(({ recent }) => recent)));
  if (!(loss > 0)) return undefined;
  const { at, lines } = raceOf(far, "steps");
  const finishes = far.flatMap((track, i): Finish[] => {
    const place = lines[i].y.findIndex((mean) => mean !== null && mean <= loss);
    return place < 0 ? [] : [{ name: track.name, ...within(track, Math.round(at[place])) }];
  });
  return { loss, finishes: finishes.sort((a, b) => a[by] - b[by]) };
}

/** The seconds that so many steps took. */
function within(track: PhaseTrack, steps: number): Pick<Finish, "steps" | "seconds"> {
  const stretch = track.points("steps").findIndex(({ at }) => at >= steps);
  return { steps, seconds: stretch < 0 ? track.seconds : track.points("seconds")[stretch].at };
}

/** 0.00177 as 0.002. */
function upwards(value: number): number {
  const digit = 10 ** Math.floor(Math.log10(value));
  return Number((Math.ceil(value / digit - 1e-9) * digit).toPrecision(1));
}
