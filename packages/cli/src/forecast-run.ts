// One forecast run, from the first epoch to the last file. What exists is on the disk before the next part begins, so that an
// interrupted run keeps its model.

import type { BacktestReport, Epoch, Forecaster } from "recurra";
import type { ForecastResult } from "recurra/report";
import { Interrupted } from "./failure.ts";
import { finishIn } from "./finish.ts";
import { forecastCsv } from "./forecast-csv.ts";
import type { ForecastSource } from "./forecast-data.ts";
import type { ForecastSettings } from "./forecast-settings.ts";
import { modeFacts } from "./mode.ts";
import { type Progress, progress } from "./progress.ts";
import { RunFolder, runFiles } from "./run-folder.ts";
import { versions } from "./version.ts";

/** One run from the first epoch to the last file. */
export class ForecastRun {
  readonly #library: typeof import("recurra");
  readonly #settings: ForecastSettings;
  readonly #source: ForecastSource;
  readonly #forecaster: Forecaster;
  readonly #folder: RunFolder<keyof typeof runFiles.forecast>;
  readonly #progress: Progress;
  readonly #epochs: Omit<Epoch, "threads">[] = [];
  #threads = 1;

  constructor(
    library: typeof import("recurra"),
    settings: ForecastSettings,
    source: ForecastSource,
    forecaster: Forecaster,
    dataHash: string,
  ) {
    this.#library = library;
    this.#settings = settings;
    this.#source = source;
    this.#forecaster = forecaster;
    this.#progress = progress(settings.quiet || settings.json);
    const name = `${settings.file.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "")}-${source.target}`;
    const plan = forecaster.plan(source.series.slice(0, source.testStart));
    const facts = {
      command: "forecast",
      settings: {
        ...forecaster.settings,
        batchSize: plan.batchSize,
        skip: plan.skip,
        test: settings.test.value,
        level: settings.level,
        repair: settings.repair ?? null,
      },
      seed: settings.seed,
      ...modeFacts(settings.mode),
      versions: versions(),
      data: { file: settings.file, sha256: dataHash, rows: source.series.length },
    };
    this.#folder = new RunFolder(runFiles.forecast, name, facts, settings.out);
  }

  async finish(): Promise<ForecastResult> {
    try {
      return await finishIn(
        this.#folder,
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
    const forecaster = this.#forecaster;
    await this.#fit(signal);
    const report = await this.#backtest(signal);
    const final = await this.#refit(signal);
    final.intervals = report.intervals;
    this.#folder.write("model", final.toSafetensors());
    const result = await this.#result(report, final);
    this.#folder.write("forecast", forecastCsv(result));
    const { forecastReport } = await import("recurra/report");
    this.#folder.write("report", forecastReport(result));
    forecaster.dispose();
    final.dispose();
    return result;
  }

  /** Fits on the rows before the test part. The model is on the disk from then on, whatever comes. */
  async #fit(signal: AbortSignal): Promise<void> {
    const forecaster = this.#forecaster;
    const { series, testStart } = this.#source;
    this.#progress.start("backtest fit", this.#settings.epochs);
    const { threads } = this.#settings;
    for await (const epoch of forecaster.fit(series.slice(0, testStart), { signal, threads })) {
      this.#epochs.push(this.#show("backtest fit", epoch));
    }
    this.#progress.stop();
    if (forecaster.training.bestEpoch > 0) this.#folder.write("model", forecaster.toSafetensors());
    if (signal.aborted) throw this.#interrupted();
  }

  async #backtest(signal: AbortSignal): Promise<BacktestReport> {
    const { series, testStart } = this.#source;
    try {
      return await this.#library.backtest(this.#forecaster, series, {
        from: testStart,
        level: this.#settings.level,
        signal,
      });
    } catch (error) {
      throw signal.aborted ? this.#interrupted() : error;
    }
  }

  /** Fits on all rows. Stopped here, the model of the backtest stays: it is whole, and it has been scored. */
  async #refit(signal: AbortSignal): Promise<Forecaster> {
    const forecaster = this.#forecaster;
    this.#progress.start("final fit", Math.max(1, forecaster.training.bestEpoch));
    const final = await forecaster.refitted(this.#source.series, {
      signal,
      threads: this.#settings.threads,
      onEpoch: (epoch) => this.#show("final fit", epoch),
    });
    this.#progress.stop();
    if (signal.aborted) throw this.#interrupted();
    return final;
  }

  /** The epoch as it is told; how many threads worked is for run.json alone. */
  #show(phase: string, { threads, ...epoch }: Epoch): Omit<Epoch, "threads"> {
    this.#threads = Math.max(this.#threads, threads);
    this.#folder.metric({ phase, ...epoch });
    this.#progress.epoch(epoch);
    return epoch;
  }

  #interrupted(): Interrupted {
    const { bestEpoch } = this.#forecaster.training;
    if (bestEpoch === 0)
      return new Interrupted(`interrupted before the first epoch had ended; ${this.#folder.path} holds no model.`);
    return new Interrupted(
      `interrupted; the best model so far (epoch ${bestEpoch}, fitted on the rows before the test part) is in ${this.#folder.file("model")}.`,
    );
  }

  async #result(report: BacktestReport, final: Forecaster): Promise<ForecastResult> {
    const { historyOf, plainBacktest, rowSpan } = await import("recurra/report");
    const { series, target, inputs, findings, testStart } = this.#source;
    const forecaster = this.#forecaster;
    const plan = forecaster.plan(series.slice(0, testStart));
    return {
      format: "recurra-forecast/1",
      status: "done",
      target,
      verdict: report.verdict,
      forecast: final.predict(series).map(({ time, value, lower, upper }) => ({
        time,
        value,
        lower: lower ?? null,
        upper: upper ?? null,
      })),
      data: {
        file: this.#settings.file,
        ...rowSpan(series),
        clock: series.times.kind,
        step: series.times.step,
        inputs,
        findings,
        notes: series.notes,
      },
      backtest: plainBacktest(report, series),
      training: {
        fitted: rowSpan(series, 0, plan.trainingRows),
        validation: rowSpan(series, plan.trainingRows, testStart),
        loss: forecaster.settings.loss,
        epochs: this.#epochs,
        bestEpoch: forecaster.training.bestEpoch,
        refit: { ...rowSpan(series), epochs: final.training.epochs },
      },
      history: historyOf(series, target),
      settings: { ...forecaster.settings, batchSize: plan.batchSize, skip: plan.skip, level: this.#settings.level },
      files: this.#folder.files(),
      versions: versions(),
    };
  }
}
