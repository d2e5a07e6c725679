// Between two steps of a training: whether it goes on, rests, or ends. The clock decides only when to rest; what is computed is
// the same however often a run was paused.

/** Milliseconds of work between two turns of the event loop, in which messages are heard. */
const SLICE = 16;

export type PaceState = "running" | "paused" | "stopped";

interface PacerParts {
  /** A clock in ms. */
  readonly now?: () => number;
  /** Resolves after the event loop has had a turn. */
  readonly turn: () => Promise<void>;
  /** Told whenever the state changes. */
  readonly onState?: (state: PaceState) => void;
}

/** Where a training is, when it asks whether to go on. */
interface Pace {
  /** Steps that are done, of the whole run, behind one of them. */
  readonly step?: number;
  /** Whether an epoch has ended. */
  readonly epochEnded: boolean;
}

/** How far a run is. */
interface Progress {
  readonly steps: number;
  readonly epochs: number;
}

export class Pacer {
  readonly #now: () => number;
  readonly #turn: () => Promise<void>;
  readonly #onState: (state: PaceState) => void;
  #state: PaceState = "running";
  /** What ends this stretch of a run that goes step by step. */
  #until: "batch" | "epoch" | undefined;
  #stopStep: number | undefined;
  #done: Progress = { steps: 0, epochs: 0 };
  #replay: Progress = { steps: 0, epochs: 0 };
  /** Rests where it was before, unless it is told to go on. */
  #restsBehind = false;
  #sliceBegan: number;
  #wake: (() => void) | undefined;
  #onRest: () => void = () => {};

  constructor({ now = () => performance.now(), turn, onState = () => {} }: PacerParts) {
    this.#now = now;
    this.#turn = turn;
    this.#onState = onState;
    this.#sliceBegan = now();
  }

  get state(): PaceState {
    return this.#state;
  }

  /** Rests for good after this step, until it is told to go on. */
  restAt(step: number | undefined): void {
    this.#stopStep = step;
  }

  /** A run that was there before: up to this place it rests only where it is paused. Behind it, it rests if it is to, until it is told to go on. */
  replayTo(place: Progress, restsBehind: boolean): void {
    this.#replay = place;
    this.#restsBehind = restsBehind;
  }

  /** Whether it is not yet where it was before. */
  get isReplaying(): boolean {
    return this.#done.steps < this.#replay.steps || this.#done.epochs < this.#replay.epochs;
  }

  /** Told whenever a run comes to rest, also within a turn of the event loop. */
  whenResting(tell: () => void): void {
    this.#onRest = tell;
  }

  pause(): void {
    if (this.#state === "running") this.#become("paused");
  }

  resume(): void {
    this.#until = undefined;
    this.#restsBehind = false;
    this.#goOn();
  }

  /** Goes on to the end of the next batch, or of the epoch under way, and rests there. */
  stepBy(what: "batch" | "epoch"): void {
    this.#until = what;
    this.#restsBehind = false;
    this.#goOn();
  }

  /** Ends the run: whoever waits in `after` goes on, and finds that it is to end by its own signal. */
  stop(): void {
    this.#become("stopped");
    this.#awake();
  }

  /** Awaited before the first step: a run may begin at rest. */
  async before(): Promise<void> {
    await this.#rest();
  }

  /** Called after each step and each epoch; what it returns is awaited before the next one. */
  after({ step, epochEnded }: Pace): void | Promise<void> {
    const replayed = this.isReplaying;
    this.#done = { steps: step ?? this.#done.steps, epochs: this.#done.epochs + (epochEnded ? 1 : 0) };
    if (this.#state === "running" && !replayed) {
      const atEnd = (this.#until === "batch" && step !== undefined) || (this.#until === "epoch" && epochEnded);
      if (atEnd || (step !== undefined && step === this.#stopStep)) {
        this.#until = undefined;
        this.#become("paused");
      }
    }
    if (this.#state === "running" && replayed && !this.isReplaying && this.#restsBehind) this.#become("paused");
    if (this.#state === "paused") return this.#rest();
    if (this.#now() - this.#sliceBegan >= SLICE) return this.breathe();
  }

  /** Gives the event loop a turn, in which messages are heard, and rests where one asks for that. */
  async breathe(): Promise<void> {
    await this.#turn();
    this.#sliceBegan = this.#now();
    // Something may have been asked for in that turn.
    if (this.#state === "paused") await this.#rest();
  }

  async #rest(): Promise<void> {
    if (this.#state === "paused") this.#onRest();
    while (this.#state === "paused") {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#sliceBegan = this.#now();
  }

  #goOn(): void {
    if (this.#state !== "paused") return;
    this.#become("running");
    this.#awake();
  }

  #awake(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  #become(state: PaceState): void {
    if (this.#state === state || this.#state === "stopped") return;
    this.#state = state;
    this.#onState(state);
  }
}
