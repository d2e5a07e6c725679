// One forecast run, phase by phase: the backtest fit, the backtest, the final fit, the files. A phase begins where the run stands,
// which for a run that goes on is somewhere in between; what a later phase needs is on the disk before it begins. The backtest and
// the files are computed from the models alone, so they are done again rather than kept.

import type { BacktestReport, Epoch, FitOptions, Forecaster, TrainingState } from "recurra";
import type { ForecastResult } from "recurra/report";
import type { Checkpoints, FitPhase, Fitted } from "../run/checkpoints.ts";
import { finishIn } from "../run/finish.ts";
import type { Interruption } from "../run/interrupt.ts";
import { resumeCommand } from "../run/resume-command.ts";
import type { RunFolder } from "../run/run-folder.ts";
import type { runFiles } from "../run/run-form.ts";
import { Interrupted } from "../terminal/failure.ts";
import { type Progress, progress } from "../terminal/progress.ts";
import { forecastCsv } from "./forecast-csv.ts";
import type { ForecastPlan } from "./forecast-plan.ts";
import { forecastResult, withoutThreads } from "./forecast-result.ts";

export type ForecastFolder = RunFolder<keyof typeof runFiles.forecast>;

/** How far a run has come: nowhere, within the backtest fit, or behind it and perhaps within the final fit. */
export interface Position {
  readonly fitted?: Fitted;
  /** Of the fit under way. */
  readonly state?: TrainingState;
}

/** Where the checkpoints say that a run stands. */
export function positionOf(checkpoints: Checkpoints): Position {
  const fitted = checkpoints.fitted();
  const state = checkpoints.newest(fitted === undefined ? "backtest fit" : "final fit");
  return { ...(fitted && { fitted }), ...(state && { state }) };
}

export class ForecastRun {
  readonly #plan: ForecastPlan;
  readonly #folder: ForecastFolder;
  readonly #checkpoints: Checkpoints;
  readonly #position: Position;
  readonly #progress: Progress;
  #threads = 1;

  constructor(plan: ForecastPlan, folder: ForecastFolder, checkpoints: Checkpoints, position: Position = {}) {
    this.#plan = plan;
    this.#folder = folder;
    this.#checkpoints = checkpoints;
    this.#position = position;
    this.#progress = progress(plan.settings.quiet || plan.settings.json);
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
    this.#cutMetrics();
    const { scored, epochs } = await this.#fitted(signal);
    const report = await this.#backtest(scored, signal);
    const final = await this.#refitted(scored, signal);
    final.intervals = report.intervals;
    final.backtest = this.#plan.library.summariseBacktest(report);
    this.#folder.write("model", final.toSafetensors());
    const files = this.#folder.files();
    const result = await forecastResult(this.#plan, { scored, epochs, report, final, files });
    this.#folder.write("forecast", forecastCsv(result));
    const { forecastReport } = await import("recurra/report");
    this.#folder.write("report", forecastReport(result));
    scored.dispose();
    final.dispose();
    return result;
  }

  /** Takes back what metrics.jsonl tells beyond the position: it is told again. */
  #cutMetrics(): void {
    const { fitted, state } = this.#position;
    if (fitted === undefined && state === undefined) return;
    const lines = (phase: FitPhase, epochs: readonly Epoch[] = []) =>
      epochs.map((epoch) => ({ phase, ...withoutThreads(epoch) }));
    this.#folder.startMetrics(
      fitted === undefined
        ? lines("backtest fit", state?.history)
        : [...lines("backtest fit", fitted.epochs), ...lines("final fit", state?.history)],
    );
  }

  /** The model of the rows before the test part. It is on the disk from then on, whatever comes. */
  async #fitted(signal: AbortSignal): Promise<{ scored: Forecaster; epochs: readonly Epoch[] }> {
    const { library, forecaster } = this.#plan;
    const { fitted } = this.#position;
    if (fitted === undefined) return { scored: forecaster, epochs: await this.#fit(signal) };
    const scored = library.Forecaster.fromSafetensors(fitted.model, this.#checkpoints.path);
    this.#folder.write("model", fitted.model);
    this.#count(fitted.epochs);
    return { scored, epochs: fitted.epochs };
  }

  async #fit(signal: AbortSignal): Promise<readonly Epoch[]> {
    const { forecaster, settings, source } = this.#plan;
    const learned = source.series.slice(0, source.testStart);
    this.#start("backtest fit", settings.epochs);
    const steps = forecaster.fit(learned, this.#fitOptions("backtest fit", signal));
    let step = await steps.next();
    for (; !step.done; step = await steps.next()) this.#show("backtest fit", step.value);
    this.#progress.stop();
    const { stopped, history, bestEpoch } = step.value;
    if (stopped === "aborted") {
      if (bestEpoch > 0) this.#folder.write("model", forecaster.toSafetensors());
      const best =
        bestEpoch > 0 ? `the best model so far (epoch ${bestEpoch}) is in ${this.#folder.file("model")}` : "";
      throw this.#interrupted(`in epoch ${history.length + 1} of the backtest fit`, best);
    }
    const model = forecaster.toSafetensors();
    this.#checkpoints.keepFitted({ model, epochs: history });
    this.#folder.write("model", model);
    return history;
  }

  async #backtest(scored: Forecaster, signal: AbortSignal): Promise<BacktestReport> {
    const { library, settings, source } = this.#plan;
    try {
      signal.throwIfAborted();
      return await library.backtest(scored, source.series, { from: source.testStart, level: settings.level, signal });
    } catch (error) {
      const model = `the model that it scores is in ${this.#folder.file("model")}`;
      throw signal.aborted ? this.#interrupted("in the backtest", model) : error;
    }
  }

  /** The model of all rows. Stopped here, the model of the backtest stays: it is whole, and it has been scored. */
  async #refitted(scored: Forecaster, signal: AbortSignal): Promise<Forecaster> {
    this.#start("final fit", Math.max(1, scored.training.bestEpoch));
    const final = await scored.refitted(this.#plan.source.series, {
      ...this.#fitOptions("final fit", signal),
      onEpoch: (epoch) => this.#show("final fit", epoch),
    });
    this.#progress.stop();
    if (signal.aborted) {
      const model = `the model of the backtest is in ${this.#folder.file("model")}`;
      throw this.#interrupted(`after ${final.training.epochs} epochs of the final fit`, model);
    }
    return final;
  }

  #fitOptions(phase: FitPhase, signal: AbortSignal): FitOptions {
    const { threads, checkpoint } = this.#plan.settings;
    return {
      signal,
      threads,
      checkpoint: { every: checkpoint, save: (state) => this.#checkpoints.save(phase, state) },
      ...(this.#stateOf(phase) && { resume: this.#stateOf(phase) }),
    };
  }

  /** Where the run stands within a fit; undefined at its beginning. */
  #stateOf(phase: FitPhase): TrainingState | undefined {
    const { fitted, state } = this.#position;
    return (fitted === undefined) === (phase === "backtest fit") ? state : undefined;
  }

  /** Begins a phase's progress, with the epochs that it had already. */
  #start(phase: FitPhase, epochs: number): void {
    this.#progress.start(phase, epochs);
    const { history = [] } = this.#stateOf(phase) ?? {};
    this.#count(history);
    for (const epoch of history) this.#progress.epoch(epoch);
  }

  #show(phase: FitPhase, epoch: Epoch): void {
    this.#count([epoch]);
    this.#folder.metric({ phase, ...withoutThreads(epoch) });
    this.#progress.epoch(epoch);
  }

  #count(epochs: readonly Epoch[]): void {
    for (const { threads } of epochs) this.#threads = Math.max(this.#threads, threads);
  }

  #interrupted(where: string, model: string): Interrupted {
    const kept = model === "" ? "" : `; ${model}`;
    return new Interrupted(`interrupted ${where}${kept}. Go on with: ${resumeCommand(this.#folder.path)}`);
  }
}
