// Keeps the run of the page in this browser while it is trained: once a second at most, and whenever it rests, ends, or its page goes. Training
// never waits for it, and where nothing can be kept that is said and the run goes on.
import { type Signal, signal } from "@preact/signals";
import type { Engine } from "../engine/engine.ts";
import type { RunSoFar } from "../engine/run-so-far.ts";
import type { RunNews } from "../engine/shown-run.ts";
import { markEntry, route, runOfEntry } from "../link/route.ts";
import { writeLink } from "../link/run-link.ts";
import { findRun } from "../stored/kept-runs.ts";
import { isRunId } from "../stored/read-record.ts";
import type { RunSummary } from "../stored/run-record.ts";
import { KeptRun } from "./kept-run.ts";
import { newRunId } from "./run-id.ts";
import { fromStored } from "./stored-form.ts";

export class RunKeeper {
  /** Why runs are not kept, in a part of a sentence; "" where they are. */
  readonly trouble: Signal<string> = signal("");
  /** The kept run that the page shows as it was found. */
  readonly restored: Signal<RunSummary | undefined> = signal(undefined);
  readonly #engine: Engine;
  #kept: KeptRun | undefined;
  #visit = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
    engine.run.onNews = (run, news) => this.#hear(run, news);
    addEventListener("pagehide", () => this.#kept?.write());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.#kept?.write();
    });
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
      if (visit !== this.#visit || this.#engine.run.state.value !== "idle") return;
      this.restored.value = found.summary;
      this.#engine.run.restore(run);
    } catch (error) {
      this.trouble.value = (error as Error).message;
    }
  }

  #hear(run: RunSoFar, news: RunNews): void {
    if (news === "begun" || news === "goes on") {
      const kept = news === "goes on" ? this.restored.value : undefined;
      // One that failed is still here: this page would be the other tab that has it.
      const before = this.#kept?.leave();
      this.#kept = kept ? this.#goOn(kept, run, before) : this.#begin(run);
    } else if (news === "left") {
      void this.#kept?.leave();
      this.#kept = undefined;
    } else if (this.#kept) {
      this.#kept.run = run;
      if (news === "turned") this.#kept.write();
      else this.#kept.writeSoon();
    }
  }

  #begin(run: RunSoFar): KeptRun | undefined {
    const { link } = route.value;
    if (link === undefined) return undefined;
    this.restored.value = undefined;
    const name = { id: newRunId(), link: writeLink(link), started: Date.now() };
    markEntry(name.id);
    return new KeptRun(name, run, this.trouble);
  }

  #goOn({ id, link, started }: RunSummary, run: RunSoFar, before: Promise<void> | undefined): KeptRun {
    const onCopy = (copy: string): void => {
      if (this.#kept === kept) markEntry(copy);
    };
    const kept: KeptRun = KeptRun.goingOn({ id, link, started }, run, this.trouble, { before, onCopy });
    return kept;
  }
}

let keeper: RunKeeper | undefined;

/** The keeper of this page. */
export function keeperOf(engine: Engine): RunKeeper {
  keeper ??= new RunKeeper(engine);
  return keeper;
}
