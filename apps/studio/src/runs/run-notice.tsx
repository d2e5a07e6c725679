import type { Engine } from "../engine/engine.ts";
import { keeperOf } from "./run-keeper.ts";
import { sayTime } from "./run-words.ts";
import "./run-notice.css";

/** What is to be known of a run that was kept, or that cannot be. */
export function RunNotice({ engine }: { readonly engine: Engine }) {
  const { restored, trouble } = keeperOf(engine);
  const { waits, replaying, seen, state, differs } = engine.run;
  const kept = restored.value;
  const replay = replaying.value;
  return (
    <>
      {kept && waits.value && state.value === "paused" && (
        <p class="kept-run" role="status">
          Paused at step {seen.value.step.toLocaleString("en-US")}, as it was kept in this browser{" "}
          {sayTime(kept.changed)}. Play goes on from there; its steps are first taken once more, which leads to the same
          bits.
        </p>
      )}
      {replay && (
        <p class="kept-run">
          <label for="replay">Replaying {replay.of.toLocaleString("en-US")} steps</label>
          <progress id="replay" max={replay.of} value={replay.step} />
          <span>{replay.step.toLocaleString("en-US")}</span>
        </p>
      )}
      {kept && waits.value && state.value === "ended" && (
        <p class="kept-run" role="status">
          This run ended {sayTime(kept.changed)}, and was kept in this browser. Reset takes it back to its first step.
        </p>
      )}
      {differs.value && (
        <p role="alert">
          The replay came to other losses than were kept: they were made by another version of this page, or changed
          since. What is shown now is what was computed here.
        </p>
      )}
      {trouble.value !== "" && (
        <p class="kept-run" role="status">
          Runs cannot be kept in this browser: {trouble.value}. The run goes on; after a reload it begins anew.
        </p>
      )}
    </>
  );
}
