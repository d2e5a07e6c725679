// One forecast run: the library's protocol, over one series or many, with what it tells shown and kept. Where the run stands is on the disk
// before the work goes on, so that a run that was killed goes on from there.

import type { ExperimentEvent } from "recurra";
import {
  type ExperimentOptions,
  type ExperimentPosition,
  epochsOf,
  type FitEpoch,
  type FitPhase,
  omitThreads,
} from "recurra/experiment";
import { counted, grouped } from "recurra/words";
import type { Checkpoints } from "../run/checkpoints.ts";
import { finishIn } from "../run/finish.ts";
import type { Interruption } from "../run/interrupt.ts";
import { resumeCommand } from "../run/resume-command.ts";
import type { RunFacts, RunFolder } from "../run/run-folder.ts";
import type { runFiles } from "../run/run-form.ts";
import { Interrupted } from "../terminal/failure.ts";
import { createProgress } from "../terminal/progress.ts";
import type { Progress } from "../terminal/progress-parts.ts";
import { timeSentence } from "./plan-text.ts";

/** Milliseconds to the first line where there is no terminal: soon, where a run is known to be long. */
const FIRST_OF_LONG = 3000;
const FIRST = 10_000;

export type ForecastFolder = RunFolder<keyof typeof runFiles.forecast>;

/** What both protocols tell of their fits and backtests; a further event of one of them is its own affair. */
type FitEvent = Exclude<ExperimentEvent, { readonly type: "outline" | "result" }>;

/** A protocol that is known to be possible, and what a run does with what it comes to. */
export interface RunWork<Event extends { readonly type: string }, Result, Whole extends object> {
  readonly start: (options: ExperimentOptions) => AsyncGenerator<Event, Result, undefined>;
  readonly isLong: boolean;
  /** What it will do, for a run that takes its time. */
  readonly plan: () => string;
  /** What the backtest counts. Default "windows". */
  readonly counts?: string;
  /** Takes an event that is none of a fit or a backtest; what is to be said of it, if anything. */
  readonly take?: (event: Event) => string | undefined;
  /** Writes the last files; what is shown of the result. */
  readonly keep: (result: Result, folder: ForecastFolder) => Promise<Whole>;
  /** What run.json tells of it. */
  readonly facts: (whole: Whole) => RunFacts;
}

/** How a run is watched. */
interface Watched {
  readonly threads: number | "auto";
  /** Seconds between two checkpoints. */
  readonly checkpoint: number;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** Where the checkpoints say that a run stands. */
export function positionOf(checkpoints: Checkpoints): ExperimentPosition {
  const fitted = checkpoints.fitted();
  const state = checkpoints.newest(fitted === undefined ? "backtest fit" : "final fit");
  return { ...(fitted && { fitted }), ...(state && { state }) };
}

export class FitRun<Event extends { readonly type: string }, Result, Whole extends object> {
  readonly #work: RunWork<Event, Result, Whole>;
  readonly #watched: Watched;
  readonly #folder: ForecastFolder;
  readonly #checkpoints: Checkpoints;
  readonly #position: ExperimentPosition;
  readonly #progress: Progress;
  #threads = 1;
  /** The parts of the fit under way, with how many epochs each has at most, and which of them is shown. */
  #fit = { phase: "", epochs: 0, tuning: 0, shown: "" };
  /** The loss to beat on the validation windows of the backtest fit. */
  #toBeat: number | undefined;
  /** What has been said of the plan. */
  #told = { plan: false, time: false };

  constructor(
    work: RunWork<Event, Result, Whole>,
    watched: Watched,
    folder: ForecastFolder,
    checkpoints: Checkpoints,
    position: ExperimentPosition = {},
  ) {
    this.#work = work;
    this.#watched = watched;
    this.#folder = folder;
    this.#checkpoints = checkpoints;
    this.#position = position;
    this.#progress = createProgress(watched.quiet || watched.json, {
      first: work.isLong ? FIRST_OF_LONG : FIRST,
    });
  }

  async finish(interruption: Interruption): Promise<Whole> {
    try {
      return await finishIn(
        this.#folder,
        interruption,
        (signal) => this.#run(signal),
        (whole) => ({ threads: this.#threads, ...this.#work.facts(whole) }),
      );
    } finally {
      this.#progress.stop();
    }
  }

  async #run(signal: AbortSignal): Promise<Whole> {
    const { threads, checkpoint } = this.#watched;
    const { fitted } = this.#position;
    this.#cutMetrics();
    if (fitted !== undefined) {
      this.#folder.write("model", fitted.model);
      this.#countThreads(fitted.epochs);
    }
    const events = this.#work.start({
      signal,
      threads,
      checkpoint: { every: checkpoint, save: (phase, state) => this.#checkpoints.save(phase, state) },
      resume: this.#position,
    });
    try {
      for (;;) {
        const { done, value } = await events.next();
        if (done) return await this.#work.keep(value, this.#folder);
        this.#take(value as unknown as FitEvent);
      }
    } finally {
      // What cannot be kept, as on a full disk, ends the work too.
      await events.return(undefined as never);
    }
  }

  #take(event: FitEvent): void {
    switch (event.type) {
      case "phase":
        this.#tellPlan();
        this.#fit = { phase: event.phase, epochs: event.epochs, tuning: event.tuning ?? 0, shown: "" };
        this.#showPart((event.tuning ?? 0) > 0);
        this.#countThreads(event.done);
        for (const epoch of event.done) this.#showEpoch(epoch);
        return;
      case "rivals":
        this.#tellRival(event);
        return;
      case "batch":
        this.#showPart(false);
        this.#progress.batch(event);
        return;
      case "estimate":
        this.#tellTime(event);
        return;
      case "backtest":
        this.#progress.backtest(event.done, event.total, this.#work.counts);
        return;
      case "epoch":
        this.#countThreads([event.epoch]);
        this.#folder.metric({ phase: event.phase, ...omitThreads(event.epoch) });
        this.#showEpoch(event.epoch);
        return;
      case "fitted":
        this.#progress.stop();
        this.#checkpoints.keepFitted(event);
        this.#folder.write("model", event.model);
        return;
      case "model":
        this.#progress.stop();
        this.#folder.write("model", event.model);
        return;
      case "interrupted":
        this.#progress.stop();
        throw this.#interrupted(event);
      default: {
        const said = this.#work.take?.(event as unknown as Event);
        if (said !== undefined) this.#progress.say(said);
      }
    }
  }

  /** The part of the fit that is under way: the further training of the pretrained network, which comes first, or the fit's own. */
  #showPart(tunes: boolean): void {
    const { phase, epochs, tuning, shown } = this.#fit;
    const part = tunes ? `fine-tuning, ${phase}` : phase;
    if (part === shown) return;
    this.#fit = { ...this.#fit, shown: part };
    this.#progress.start(part, tunes ? tuning : epochs);
  }

  #showEpoch(epoch: FitEpoch): void {
    const tunes = epoch.tunes === true;
    this.#showPart(tunes);
    const measured = this.#toBeat !== undefined && !tunes && this.#fit.phase === "backtest fit";
    this.#progress.epoch(measured ? { ...epoch, toBeat: this.#toBeat } : epoch);
  }

  /** Before the first epoch: a loss alone says nothing of whether it is good. */
  #tellRival({ losses: [best], windows }: Extract<ExperimentEvent, { readonly type: "rivals" }>): void {
    this.#toBeat = best.loss;
    this.#folder.tell({ toBeat: { ...best, windows } });
    this.#progress.head(`to beat: ${best.loss.toPrecision(4)} (${best.name}, validation)`);
  }

  /** Before the first epoch, of a run that will take its time. */
  #tellPlan(): void {
    if (!this.#work.isLong || this.#told.plan) return;
    this.#told.plan = true;
    this.#progress.say(this.#work.plan());
  }

  #tellTime({ epochSeconds, mostSeconds }: Extract<ExperimentEvent, { readonly type: "estimate" }>): void {
    this.#progress.pace(epochSeconds);
    if (!this.#work.isLong || this.#told.time) return;
    this.#told.time = true;
    this.#progress.say(timeSentence(epochSeconds, mostSeconds));
  }

  /** Takes back what metrics.jsonl says beyond the position: it is said again. */
  #cutMetrics(): void {
    const { fitted, state } = this.#position;
    if (fitted === undefined && state === undefined) return;
    const done = state && epochsOf(state);
    const lines = (phase: FitPhase, epochs: readonly FitEpoch[] = []) =>
      epochs.map((epoch) => ({ phase, ...omitThreads(epoch) }));
    this.#folder.startMetrics(
      fitted === undefined
        ? lines("backtest fit", done)
        : [...lines("backtest fit", fitted.epochs), ...lines("final fit", done)],
    );
  }

  #countThreads(epochs: readonly FitEpoch[]): void {
    for (const { threads } of epochs) this.#threads = Math.max(this.#threads, threads);
  }

  /** What was kept when Ctrl-C ended the work, and how it goes on. Behind the backtest fit its model is in the folder already. */
  #interrupted(event: Extract<ExperimentEvent, { readonly type: "interrupted" }>): Interrupted {
    const { phase, epochs, bestEpoch, model, tunes } = event;
    const file = this.#folder.file("model");
    const interrupted = (problem: string): Interrupted =>
      new Interrupted("INTERRUPTED", "", problem, {
        remedies: [`go on with \`${resumeCommand(this.#folder.path)}\``],
      });
    if (phase === "backtest") return interrupted(`interrupted in the backtest; the model that it scores is in ${file}`);
    if (phase === "final fit") {
      const done = counted(epochs, "epoch");
      return interrupted(`interrupted after ${done} of the final fit; the model of the backtest is in ${file}`);
    }
    if (tunes) return interrupted("interrupted while the pretrained network was trained further, in the backtest fit");
    if (model !== undefined) this.#folder.write("model", model);
    const best =
      model === undefined
        ? ""
        : `; the best model so far (${bestEpoch === 0 ? "the untrained network" : `epoch ${bestEpoch}`}) is in ${file}`;
    return interrupted(`interrupted in epoch ${grouped(epochs + 1)} of the backtest fit${best}`);
  }
}
