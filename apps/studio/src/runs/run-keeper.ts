// Keeps the run of the page in this browser while it is trained: once a second at most, and whenever it rests, ends, or its page goes. Training
// never waits for it, and where nothing can be kept that is said and the run goes on.
import { type Signal, signal } from "@preact/signals";
import type { Engine, RunNews } from "../engine/engine.ts";
import type { RunSoFar } from "../engine/run-so-far.ts";
import { markEntry, route, runOfEntry } from "../link/route.ts";
import { writeLink } from "../link/run-link.ts";
import { addRuns, findRun, updateRun } from "../stored/kept-runs.ts";
import { isRunId } from "../stored/read-record.ts";
import type { RunSummary } from "../stored/run-record.ts";
import { holdRun } from "./run-lock.ts";
import { newRunId } from "./run-id.ts";
import { fromStored, type RunName, toStored } from "./stored-form.ts";

/** Milliseconds between two writes of a run that goes on. */
const BETWEEN = 1000;

/** The run of this page. */
interface Kept {
  name: RunName;
  run: RunSoFar;
  /** Whether there is a record of it. */
  isThere: boolean;
  /** Deleted, perhaps in another tab: it is not written again. */
  isGone: boolean;
  written: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  work: Promise<void>;
  waiting: boolean;
  release: Promise<(() => void) | undefined>;
}

export class RunKeeper {
  /** Why runs are not kept, in a part of a sentence; "" where they are. */
  readonly trouble: Signal<string> = signal("");
  /** The kept run that the page shows as it was found. */
  readonly restored: Signal<RunSummary | undefined> = signal(undefined);
  readonly #engine: Engine;
  #kept: Kept | undefined;
  #visit = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
    engine.onNews = (run, news) => this.#hear(run, news);
    const flush = (): void => {
      if (document.visibilityState === "hidden" && this.#kept) this.#write(this.#kept);
    };
    addEventListener("pagehide", () => this.#kept && this.#write(this.#kept));
    document.addEventListener("visibilitychange", flush);
  }

  /** The page is at another entry of its history: where that remembers a kept run, the run is shown. */
  async enter(): Promise<void> {
    const visit = ++this.#visit;
    this.restored.value = undefined;
    const id = runOfEntry();
    if (!isRunId(id)) return;
    try {
      const found = await findRun(id);
      if (found === undefined) return;
      const run = await fromStored(found);
      if (visit !== this.#visit || this.#engine.state.value !== "idle") return;
      this.restored.value = found.summary;
      this.#engine.restore(run);
    } catch (error) {
      this.trouble.value = (error as Error).message;
    }
  }

  #hear(run: RunSoFar, news: RunNews): void {
    if (news === "begun") return this.#begin(run);
    if (news === "goes on") return this.#goOn(run);
    const kept = this.#kept;
    if (kept === undefined) return;
    if (news === "left") {
      if (run.state === "running") run.state = "paused";
      this.#write(kept);
      this.#kept = undefined;
      void Promise.all([kept.work, kept.release]).then(([, release]) => release?.());
      return;
    }
    kept.run = run;
    if (news === "turned") this.#write(kept);
    else this.#writeSoon(kept);
  }

  #begin(run: RunSoFar): void {
    const { link } = route.value;
    if (link === undefined) return;
    this.restored.value = undefined;
    const name = { id: newRunId(), link: writeLink(link), started: Date.now() };
    this.#kept = keptOf(name, run, holdRun(name.id));
    markEntry(name.id);
  }

  /** The kept run that is shown goes on: as the same one, unless another tab has it. */
  #goOn(run: RunSoFar): void {
    const summary = this.restored.value;
    if (summary === undefined) return this.#begin(run);
    const { id, link, started } = summary;
    const lock = holdRun(id);
    const kept = keptOf({ id, link, started }, run, lock);
    kept.isThere = true;
    this.#kept = kept;
    // Nothing is written before the answer.
    kept.work = lock.then((release) => {
      if (release !== undefined) return;
      const own = newRunId();
      kept.name = { id: own, link, started: Date.now() };
      kept.isThere = false;
      kept.release = holdRun(own);
      if (this.#kept === kept) markEntry(own);
    });
  }

  #writeSoon(kept: Kept): void {
    const rest = kept.written + BETWEEN - Date.now();
    // A hidden tab's timers are slow, and what comes from its Worker is not: either leads to a write.
    if (rest <= 0) this.#write(kept);
    else kept.timer ??= setTimeout(() => this.#write(kept), rest);
  }

  #write(kept: Kept): void {
    clearTimeout(kept.timer);
    kept.timer = undefined;
    if (kept.isGone || kept.waiting || kept.run.seen.step === 0) return;
    kept.waiting = true;
    kept.written = Date.now();
    kept.work = kept.work.then(() => {
      kept.waiting = false;
      return this.#put(kept);
    });
  }

  async #put(kept: Kept): Promise<void> {
    try {
      const record = toStored(kept.name, kept.run, Date.now());
      if (kept.isThere) kept.isGone = !(await updateRun(record));
      else {
        await addRuns([record]);
        kept.isThere = true;
      }
      this.trouble.value = "";
    } catch (error) {
      this.trouble.value = (error as Error).message;
    }
  }
}

function keptOf(name: RunName, run: RunSoFar, release: Kept["release"]): Kept {
  const work = Promise.resolve();
  const state = { isThere: false, isGone: false, written: 0, timer: undefined, waiting: false };
  return { ...state, name, run, work, release };
}

let keeper: RunKeeper | undefined;

/** The keeper of this page. */
export function keeperOf(engine: Engine): RunKeeper {
  keeper ??= new RunKeeper(engine);
  return keeper;
}
