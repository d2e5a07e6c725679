// The run of the page, as signals that views read: what its snapshots tell, drawn with the next frame; or one that was kept, which rests until
// it goes on by a replay.
import { batch, type Signal, signal } from "@preact/signals";
import type { OpenedNetwork } from "recurra/inside";
import type { LossTrack } from "./loss-track.ts";
import type { PhaseTracks } from "./phase-tracks.ts";
import type {
  EpochLine,
  HeldOutForecast,
  Rivals,
  RunMessage,
  RunOrder,
  RunResult,
  RunState,
  Snapshot,
} from "./protocol.ts";
import { Replay } from "./replay.ts";
import { NOWHERE, RunSoFar, type Seen } from "./run-so-far.ts";

/** What happens to a run: it begins, or goes on where a kept one was; there is more of it; it rests, goes on or ends; its page is left. */
export type RunNews = "begun" | "goes on" | "more" | "turned" | "left";

export class ShownRun {
  readonly state: Signal<RunState | "idle"> = signal("idle");
  readonly seen: Signal<Seen> = signal(NOWHERE);
  readonly epochs: Signal<readonly EpochLine[]> = signal([]);
  readonly pictures: Signal<string> = signal("");
  /** The network over one sequence, while the page looks into it. */
  readonly inside: Signal<OpenedNetwork | undefined> = signal(undefined);
  readonly result: Signal<RunResult | undefined> = signal(undefined);
  /** What a forecast's network has to beat, from before its first step on. */
  readonly rival: Signal<Rivals | undefined> = signal(undefined);
  /** What it forecasts of rows that are held out. */
  readonly heldOut: Signal<HeldOutForecast | undefined> = signal(undefined);
  readonly problem: Signal<string> = signal("");
  /** Whether what is shown was kept, and the Worker has nothing of it: `begin` goes on from there, or takes it to its end again. */
  readonly waits: Signal<boolean> = signal(false);
  /** Steps of a kept run that are taken once more, before it goes on. */
  readonly replaying: Signal<{ readonly step: number; readonly of: number } | undefined> = signal(undefined);
  /** Whether a replay came to other losses than were kept. */
  readonly differs: Signal<boolean> = signal(false);
  /** Grows by one with each snapshot that is shown: who draws losses reads `losses` anew. */
  readonly drawn: Signal<number> = signal(0);
  /** Told of the run, whether anybody looks at the page or not. */
  onNews: (run: RunSoFar, news: RunNews) => void = () => {};
  #run = new RunSoFar();
  #replay: Replay | undefined;
  #inside: OpenedNetwork | undefined;
  #isLookedInto = false;
  #frame = 0;

  get losses(): LossTrack {
    return this.#run.losses;
  }

  /** The same losses, each phase from its own first step. */
  get tracks(): PhaseTracks {
    return this.#run.tracks;
  }

  /** A run begins, or the kept one that is shown goes on: then by the replay that this gives. */
  begin(paused: boolean): RunOrder["replay"] {
    const kept = this.waits.value ? this.#run : undefined;
    if (!kept) this.clear();
    this.waits.value = false;
    this.#replay = kept && new Replay(kept);
    this.replaying.value = kept && { step: 0, of: kept.seen.step };
    this.state.value = paused && !kept ? "paused" : "running";
    this.onNews(this.#run, kept ? "goes on" : "begun");
    return kept && { steps: kept.seen.step, epochs: kept.epochs.length };
  }

  /** Shows a run that was kept: it rests, until it is begun. */
  restore(run: RunSoFar): void {
    this.clear();
    this.#run = run;
    this.state.value = run.state;
    this.waits.value = run.state === "paused" || run.state === "ended";
    this.problem.value = run.problem;
    this.#show();
  }

  /** Whether the page looks into the network. */
  lookInto(isLookedInto: boolean): void {
    this.#isLookedInto = isLookedInto;
    if (isLookedInto) return;
    this.#inside = undefined;
    this.inside.value = undefined;
  }

  /** Its page is left: nothing of it is shown any more. */
  leave(): void {
    if (this.state.value !== "idle") this.onNews(this.#run, "left");
    this.clear();
  }

  /** No run is shown. */
  clear(): void {
    this.#run = new RunSoFar();
    this.#replay = undefined;
    this.replaying.value = undefined;
    this.waits.value = false;
    this.differs.value = false;
    this.#inside = undefined;
    this.problem.value = "";
    this.state.value = "idle";
    this.#show();
  }

  /** What the Worker tells of this run. */
  hear(message: RunMessage): void {
    // What was kept is shown, and the Worker has nothing of it: a replay may just have failed.
    if (this.waits.value) return;
    if (message.type === "state") this.#turn(message.state);
    else if (message.type === "snapshot") this.#take(message.snapshot);
    else if (message.type === "failed") this.#fail(message.message);
    else {
      if (message.type === "rivals") (this.#replay?.run ?? this.#run).rival = message.rivals;
      else if (message.type === "result") {
        this.#endReplay();
        this.#run.result = message.result;
      }
      this.#show();
    }
  }

  #turn(state: RunState): void {
    this.state.value = state;
    if (state === "ended" || state === "failed") this.#endReplay();
    if (this.#replay) return;
    this.#run.state = state;
    this.onNews(this.#run, "turned");
  }

  #take(snapshot: Snapshot): void {
    // What was asked for before the page stopped looking may still come.
    if (snapshot.inside && this.#isLookedInto) this.#inside = snapshot.inside;
    if (this.#replay) {
      this.#replay.take(snapshot);
      if (this.#replay.isDone) this.#endReplay();
    } else this.#run.take(snapshot);
    if (!this.#replay) this.onNews(this.#run, "more");
    // Drawn with the next frame: a hidden page has none, and trains on all the same.
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#show();
      });
    }
  }

  /** The run is where the kept one was, or at its end: from here on it is shown, and kept. */
  #endReplay(): void {
    if (!this.#replay) return;
    const { run, isSame, isDone } = this.#replay;
    this.differs.value = !isDone || !isSame;
    run.state = this.state.value === "idle" ? "running" : this.state.value;
    if (isSame) run.weights ??= this.#run.weights;
    this.#run = run;
    this.#replay = undefined;
  }

  #fail(problem: string): void {
    this.problem.value = problem;
    if (!this.#replay) {
      this.#run.problem = problem;
      return;
    }
    // Nothing came of the replay: what was kept is still there.
    this.#replay = undefined;
    this.state.value = this.#run.state;
    this.waits.value = true;
    this.#show();
  }

  #show(): void {
    const { seen, epochs, pictures, rival, heldOut, result } = this.#run;
    batch(() => {
      this.seen.value = seen;
      this.epochs.value = epochs;
      this.pictures.value = pictures;
      this.rival.value = rival;
      this.heldOut.value = heldOut;
      this.inside.value = this.#inside;
      this.result.value = result;
      this.replaying.value = this.#replay && { step: this.#replay.run.seen.step, of: this.#replay.of };
      this.drawn.value++;
    });
  }
}
