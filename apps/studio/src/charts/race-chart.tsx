import { useMemo, useState } from "preact/hooks";
import type { PhaseTrack } from "../engine/phase-tracks.ts";
import type { ShownRun } from "../engine/shown-run.ts";
import { sayNumber } from "./chart-line.ts";
import { LineChart } from "./line-chart.tsx";
import { lookOf, raceOf } from "./race.ts";
import { finishesOf } from "./race-finish.ts";
import "./race.css";

/** Networks that learn one after the other, side by side: their losses by steps or by seconds, and what each of them takes. */
export function RaceChart({ run }: { readonly run: ShownRun }) {
  const [by, setBy] = useState<"steps" | "seconds">("steps");
  const drawn = run.drawn.value;
  const tracks = run.tracks.all;
  const chart = useMemo(() => raceOf(tracks, by), [tracks, drawn, by]);
  if (tracks.length === 0) return null;
  return (
    <section class="race">
      <fieldset class="race-by">
        <legend>Side by side</legend>
        {(["steps", "seconds"] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="race-by" checked={by === one} onChange={() => setBy(one)} /> by {one}
          </label>
        ))}
      </fieldset>
      <LineChart chart={chart} />
      <Standings tracks={tracks} />
      <Finishes tracks={tracks} by={by} />
    </section>
  );
}

/** Who was first, in a sentence, at a loss that all have come to. */
function Finishes({ tracks, by }: { readonly tracks: readonly PhaseTrack[]; readonly by: "steps" | "seconds" }) {
  const race = finishesOf(tracks, by);
  if (race === undefined) return null;
  const told = race.finishes.map(({ name, steps, seconds }) => {
    const [inSteps, inSeconds] = [`${steps.toLocaleString("en-US")} steps`, `${seconds.toFixed(2)} s`];
    return by === "steps" ? `${name} after ${inSteps} (${inSeconds})` : `${name} after ${inSeconds} (${inSteps})`;
  });
  return (
    <p class="note race-first">
      First at a loss of {sayNumber(race.loss)}, by {by}: {told.join(", ")}.
    </p>
  );
}

function Standings({ tracks }: { readonly tracks: readonly PhaseTrack[] }) {
  return (
    <section class="scroll" tabindex={0} aria-label="What each network takes">
      <table class="data">
        <thead>
          <tr>
            <th scope="col">network</th>
            <th scope="col">parameters</th>
            <th scope="col">steps</th>
            <th scope="col">seconds</th>
            <th scope="col">recent loss</th>
          </tr>
        </thead>
        <tbody>
          {tracks.map((track, i) => {
            const { color, dash } = lookOf(i);
            return (
              <tr key={track.name}>
                <th scope="row">
                  <svg width="28" height="10" viewBox="0 0 28 10" aria-hidden="true">
                    <line
                      {...{ x1: 0, x2: 28, y1: 5, y2: 5 }}
                      stroke={`var(--${color})`}
                      stroke-width="2"
                      stroke-dasharray={dash?.join(" ")}
                    />
                  </svg>{" "}
                  {track.name}
                </th>
                <td>{track.parameters?.toLocaleString("en-US") ?? "-"}</td>
                <td>{track.steps.toLocaleString("en-US")}</td>
                <td>{track.seconds.toFixed(1)}</td>
                <td>{sayNumber(track.recent)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
