// One forecast run: the library's experiment, with what it tells shown and kept. Where the run stands is on the disk before the
// experiment goes on, so that a run that was killed goes on from there.

import type { ForecastResult } from "@recurra/report";
import type { Epoch, ExperimentEvent, ExperimentResult } from "recurra";
import { wordFinding } from "recurra/data";
import { type ExperimentPosition, type FitPhase, omitThreads } from "recurra/experiment";
import { counted, grouped } from "recurra/words";
import { csvText } from "../output/csv-text.ts";
import { intervalCells, intervalHeads } from "../output/interval-cells.ts";
import type { Checkpoints } from "../run/checkpoints.ts";
import { finishIn } from "../run/finish.ts";
import type { Interruption } from "../run/interrupt.ts";
import { resumeCommand } from "../run/resume-command.ts";
import type { RunFolder } from "../run/run-folder.ts";
import type { runFiles } from "../run/run-form.ts";
import { Interrupted } from "../terminal/failure.ts";
import { createProgress } from "../terminal/progress.ts";
import type { Progress } from "../terminal/progress-parts.ts";
import { versions } from "../terminal/version.ts";
import { currentWording } from "../terminal/wording.ts";
import { isLong, planSentence, timeSentence } from "./plan-text.ts";
import type { PreparedForecast } from "./prepared-forecast.ts";

/** Milliseconds to the first line where there is no terminal: soon, where a run is known to be long. */
const FIRST_OF_LONG = 3000;
const FIRST = 10_000;

export type ForecastFolder = RunFolder<keyof typeof runFiles.forecast>;

/** Where the checkpoints say that a run stands. */
export function positionOf(checkpoints: Checkpoints): ExperimentPosition {
  const fitted = checkpoints.fitted();
  const state = checkpoints.newest(fitted === undefined ? "backtest fit" : "final fit");
  return { ...(fitted && { fitted }), ...(state && { state }) };
}

export class ForecastRun {
  readonly #prepared: PreparedForecast;
  readonly #folder: ForecastFolder;
  readonly #checkpoints: Checkpoints;
  readonly #position: ExperimentPosition;
  readonly #progress: Progress;
  readonly #long: boolean;
  #threads = 1;
  /** What has been said of the plan. */
  #told = { plan: false, time: false };

  constructor(
    prepared: PreparedForecast,
    folder: ForecastFolder,
    checkpoints: Checkpoints,
    position: ExperimentPosition = {},
  ) {
    this.#prepared = prepared;
    this.#folder = folder;
    this.#checkpoints = checkpoints;
    this.#position = position;
    this.#long = isLong(prepared.experiment.outline);
    this.#progress = createProgress(prepared.settings.quiet || prepared.settings.json, {
      first: this.#long ? FIRST_OF_LONG : FIRST,
    });
  }

  async finish(interruption: Interruption): Promise<ForecastResult> {
    try {
      return await finishIn(
        this.#folder,
        interruption,
        (signal) => this.#work(signal),
        ({ files, verdict, backtest: { scores, windows } }) => ({
          threads: this.#threads,
          files,
          verdict,
          scores: scores.map(({ name, kind, mae, rmse, mase }) => ({ name, kind, mae, rmse, mase })),
          windows,
        }),
      );
    } finally {
      this.#progress.stop();
    }
  }

  async #work(signal: AbortSignal): Promise<ForecastResult> {
    const { experiment, settings } = this.#prepared;
    const { fitted } = this.#position;
    this.#cutMetrics();
    if (fitted !== undefined) {
      this.#folder.write("model", fitted.model);
      this.#countThreads(fitted.epochs);
    }
    const events = experiment.run({
      signal,
      threads: settings.threads,
      checkpoint: { every: settings.checkpoint, save: (phase, state) => this.#checkpoints.save(phase, state) },
      resume: this.#position,
    });
    try {
      for (;;) {
        const { done, value } = await events.next();
        if (done) return await this.#keep(value);
        this.#take(value);
      }
    } finally {
      // What cannot be kept, as on a full disk, ends the work too.
      await events.return(undefined as never);
    }
  }

  #take(event: ExperimentEvent): void {
    switch (event.type) {
      case "phase":
        this.#tellPlan();
        this.#progress.start(event.phase, event.epochs);
        this.#countThreads(event.done);
        for (const epoch of event.done) this.#progress.epoch(epoch);
        return;
      case "batch":
        this.#progress.batch(event);
        return;
      case "estimate":
        this.#tellTime(event);
        return;
      case "backtest":
        this.#progress.backtest(event.done, event.total);
        return;
      case "epoch":
        this.#countThreads([event.epoch]);
        this.#folder.metric({ phase: event.phase, ...omitThreads(event.epoch) });
        this.#progress.epoch(event.epoch);
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
    }
  }

  /** Before the first epoch, of a run that will take its time. */
  #tellPlan(): void {
    if (!this.#long || this.#told.plan) return;
    this.#told.plan = true;
    this.#progress.say(planSentence(this.#prepared.experiment.outline));
  }

  #tellTime({ epochSeconds, mostSeconds }: Extract<ExperimentEvent, { readonly type: "estimate" }>): void {
    this.#progress.pace(epochSeconds);
    if (!this.#long || this.#told.time) return;
    this.#told.time = true;
    this.#progress.say(timeSentence(epochSeconds, mostSeconds));
  }

  async #keep(result: ExperimentResult): Promise<ForecastResult> {
    const { forecastReport } = await import("@recurra/report");
    const findings = result.data.findings.map((finding) => wordFinding(finding, currentWording()));
    const { backtest } = result;
    const data = { ...result.data, findings };
    const whole: ForecastResult = { ...result, data, files: this.#folder.files(), versions: versions() };
    const levels = (backtest.intervals.further ?? []).map(({ level }) => level);
    const rows = whole.forecast.map((row) => [row.time, row.value, ...intervalCells(row, levels)]);
    this.#folder.write("forecast", csvText(["time", "value", ...intervalHeads(levels)], rows, this.#prepared.signs));
    this.#folder.write("report", forecastReport(whole));
    return whole;
  }

  /** Takes back what metrics.jsonl says beyond the position: it is said again. */
  #cutMetrics(): void {
    const { fitted, state } = this.#position;
    if (fitted === undefined && state === undefined) return;
    const lines = (phase: FitPhase, epochs: readonly Epoch[] = []) =>
      epochs.map((epoch) => ({ phase, ...omitThreads(epoch) }));
    this.#folder.startMetrics(
      fitted === undefined
        ? lines("backtest fit", state?.history)
        : [...lines("backtest fit", fitted.epochs), ...lines("final fit", state?.history)],
    );
  }

  #countThreads(epochs: readonly Epoch[]): void {
    for (const { threads } of epochs) this.#threads = Math.max(this.#threads, threads);
  }

  /** What was kept when Ctrl-C ended the work, and how it goes on. Behind the backtest fit its model is in the folder already. */
  #interrupted(event: Extract<ExperimentEvent, { readonly type: "interrupted" }>): Interrupted {
    const { phase, epochs, bestEpoch, model } = event;
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
    if (model !== undefined) this.#folder.write("model", model);
    const best =
      model === undefined
        ? ""
        : `; the best model so far (${bestEpoch === 0 ? "the untrained network" : `epoch ${bestEpoch}`}) is in ${file}`;
    return interrupted(`interrupted in epoch ${grouped(epochs + 1)} of the backtest fit${best}`);
  }
}
