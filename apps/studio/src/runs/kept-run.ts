// A run of the page and its record in this browser.
import type { Signal } from "@preact/signals";
import type { RunSoFar } from "../engine/run-so-far.ts";
import { addRuns, updateRun } from "../stored/kept-runs.ts";
import { newRunId } from "./run-id.ts";
import { holdRun } from "./run-lock.ts";
import { type RunName, toStored } from "./stored-form.ts";

/** Milliseconds between two writes of a run that goes on. */
const BETWEEN = 1000;

export class KeptRun {
  run: RunSoFar;
  #name: RunName;
  /** Told why it cannot be written, and with "" that it was. */
  readonly #trouble: Signal<string>;
  #isThere = false;
  /** Deleted, perhaps in another tab: it is not written again. */
  #isGone = false;
  #written = 0;
  #step = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWaiting = false;
  #work: Promise<void> = Promise.resolve();
  #lock: Promise<(() => void) | undefined>;

  /** A run that begins, behind `before`. */
  constructor(name: RunName, run: RunSoFar, trouble: Signal<string>, before?: Promise<void>) {
    this.#name = name;
    this.run = run;
    this.#trouble = trouble;
    this.#lock = before === undefined ? holdRun(name.id) : before.then(() => holdRun(name.id));
  }

  /**
   * A run that is there and goes on, once this page has left the one `before`: as the same one, or, where another tab has it, as one of its own,
   * whose name `onCopy` is told.
   */
  static goingOn(
    name: RunName,
    run: RunSoFar,
    trouble: Signal<string>,
    { before, onCopy }: { readonly before?: Promise<void> | undefined; readonly onCopy: (id: string) => void },
  ): KeptRun {
    const kept = new KeptRun(name, run, trouble, before);
    kept.#isThere = true;
    // Nothing is written before the answer.
    kept.#work = kept.#lock.then((release) => {
      if (release !== undefined) return;
      const id = newRunId();
      kept.#name = { ...name, id, started: Date.now() };
      kept.#isThere = false;
      kept.#lock = holdRun(id);
      onCopy(id);
    });
    return kept;
  }

  /**
   * Written a second after the last time: the timers of a hidden tab are slow, but what comes from its Worker is not. A run that has come to
   * rest tells of its last step once, and the page may be left behind it: that is written at once.
   */
  writeSoon(): void {
    const rests = this.run.state !== "running" && this.run.seen.step !== this.#step;
    const rest = this.#written + BETWEEN - Date.now();
    if (rests || rest <= 0) this.write();
    else this.#timer ??= setTimeout(() => this.write(), rest);
  }

  write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isGone || this.#isWaiting || this.run.seen.step === 0) return;
    this.#isWaiting = true;
    this.#written = Date.now();
    this.#step = this.run.seen.step;
    this.#work = this.#work.then(() => {
      this.#isWaiting = false;
      return this.#put();
    });
  }

  /** Its page is left: it rests as it is, for any tab to go on with. */
  async leave(): Promise<void> {
    if (this.run.state === "running") this.run.state = "paused";
    this.write();
    await this.#work;
    (await this.#lock)?.();
  }

  async #put(): Promise<void> {
    try {
      const record = toStored(this.#name, this.run, Date.now());
      if (this.#isThere) this.#isGone = !(await updateRun(record));
      else {
        await addRuns([record]);
        this.#isThere = true;
      }
      this.#trouble.value = "";
    } catch (error) {
      this.#trouble.value = (error as Error).message;
    }
  }
}
