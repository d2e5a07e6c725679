// A forecast of one series or of many, known to be possible: what forecast and --resume begin, each in the same words.

import { resolve } from "node:path";
import { DataError, type Mode } from "recurra";
import type { Phrase } from "recurra/core";
import type { ExperimentPosition } from "recurra/experiment";
import { modeFacts, prepareMode } from "../input/mode.ts";
import type { TableFile } from "../input/table-file.ts";
import type { Checkpoints } from "../run/checkpoints.ts";
import type { Interruption } from "../run/interrupt.ts";
import type { RunFacts } from "../run/run-folder.ts";
import { exitCode } from "../terminal/failure.ts";
import { terminalWidth } from "../terminal/terminal.ts";
import { versions } from "../terminal/version.ts";
import { FitRun, type ForecastFolder, type RunWork } from "./fit-run.ts";
import { forecastWork } from "./forecast-run.ts";
import { forecastText } from "./forecast-text.ts";
import { severalTargets } from "./many-settings.ts";
import { prepareForecast } from "./prepared-forecast.ts";
import { prepareMany } from "./prepared-many.ts";
import type { ForecastSettings } from "./settings.ts";

/** The parts of a run that one series and many have of their own. */
interface RunParts<Whole extends object> {
  readonly run: (
    folder: ForecastFolder,
    checkpoints: Checkpoints,
    position: ExperimentPosition | undefined,
    interruption: Interruption,
  ) => Promise<Whole>;
  readonly text: (whole: Whole, width: number) => Promise<string>;
  /** What a folder of its own is named after, beside the file. */
  readonly target: string;
  readonly rows: number;
  /** Of each of its fits, at most. */
  readonly epochs: number;
  /** Of run.json. */
  readonly facts: RunFacts;
  readonly sha256: string;
  /** Of the second file, with rows that are known ahead. */
  readonly futureSha256?: string;
}

export class PreparedRun {
  readonly #settings: ForecastSettings;
  readonly #parts: RunParts<object>;

  private constructor(settings: ForecastSettings, parts: RunParts<object>) {
    this.#settings = settings;
    this.#parts = parts;
  }

  /** Throws for everything that would stop the run later on. */
  static async of(settings: ForecastSettings, table: TableFile): Promise<PreparedRun> {
    await prepareMode(modeOf(settings));
    return new PreparedRun(settings, (await partsOf(settings, table)) as RunParts<object>);
  }

  get target(): string {
    return this.#parts.target;
  }

  get futureSha256(): string | undefined {
    return this.#parts.futureSha256;
  }

  get epochs(): number {
    return this.#parts.epochs;
  }

  /** Does the work, from a position on; what it comes to. */
  run(
    folder: ForecastFolder,
    checkpoints: Checkpoints,
    interruption: Interruption,
    position?: ExperimentPosition,
  ): Promise<object> {
    return this.#parts.run(folder, checkpoints, position, interruption);
  }

  /** Prints a result; the exit code. */
  async show(whole: object): Promise<number> {
    const { toJson } = await import("@recurra/report");
    const { json } = this.#settings;
    process.stdout.write(json ? `${toJson(whole)}\n` : await this.#parts.text(whole, terminalWidth()));
    return exitCode.done;
  }

  /** What run.json tells of it. `options` is what was asked for, from which the run can be gone on with. */
  facts(options: RunFacts): RunFacts {
    const { test, resample, repair, fillGaps, seed } = this.#settings.experiment;
    const { settings, ...own } = this.#parts.facts;
    return {
      command: "forecast",
      settings: {
        ...(settings as object),
        test,
        ...(resample !== undefined && { resample }),
        repair: repair ?? null,
        ...(fillGaps !== undefined && { fillGaps }),
      },
      seed,
      ...modeFacts(modeOf(this.#settings)),
      options,
      versions: versions(),
      ...own,
      ...this.dataFacts(),
    };
  }

  /** Which file was read: as it was named, and so that it is found from anywhere. */
  dataFacts(): RunFacts {
    const { file } = this.#settings;
    const { sha256, rows, futureSha256 } = this.#parts;
    const future = futureSha256 === undefined ? {} : { futureSha256 };
    return { data: { file, path: resolve(file), sha256, rows, ...future } };
  }
}

/** Many where the options say so, and where rows that were chosen are still several series. */
async function partsOf(settings: ForecastSettings, table: TableFile): Promise<unknown> {
  const { csv, experiment } = settings;
  const chosen = csv.where !== undefined;
  const asked = csv.series !== undefined || csv.wide === true;
  if (severalTargets(experiment.target) !== undefined || (asked && !chosen)) return manyParts(settings, table);
  try {
    return await oneParts(settings, table);
  } catch (error) {
    if (!(error instanceof DataError) || !["LONG_TABLE", "WIDE_TABLE"].includes(error.code)) throw error;
    if (asked) return manyParts(settings, table);
    throw error.with({ remedies: [forecastAll(error)] });
  }
}

/** How all of several series are forecast. */
function forecastAll({ code, found }: DataError): Phrase {
  const columns = Array.isArray(found) ? found.join(",") : undefined;
  if (code === "WIDE_TABLE" || columns === undefined) return ["forecast all with ", { option: "wide", value: true }];
  return ["forecast all with ", { option: "series", value: columns }];
}

async function oneParts(settings: ForecastSettings, table: TableFile): Promise<unknown> {
  const prepared = await prepareForecast(settings, table);
  const { outline } = prepared.experiment;
  return {
    run: running(forecastWork(prepared), settings),
    text: async (whole, width) => {
      const { remarksOn } = await import("@recurra/report");
      return forecastText(whole, remarksOn(whole.data), width);
    },
    ...{ target: outline.target, rows: outline.rows, epochs: Number(outline.settings.epochs) },
    ...{ facts: { settings: outline.settings }, sha256: prepared.sha256, futureSha256: prepared.futureSha256 },
  } satisfies RunParts<Awaited<ReturnType<ReturnType<typeof forecastWork>["keep"]>>>;
}

async function manyParts(settings: ForecastSettings, table: TableFile): Promise<unknown> {
  const { manyWork } = await import("./many-run.ts");
  const { manyText } = await import("./many-text.ts");
  const prepared = await prepareMany(settings, table);
  const { outline } = prepared.experiment;
  return {
    run: running(manyWork(prepared), settings),
    text: async (whole, width) => {
      const { titleOf } = await import("@recurra/report");
      return manyText(whole, titleOf(whole), width);
    },
    ...{ target: prepared.name, rows: outline.rows, epochs: Number(outline.settings.epochs) },
    ...{ facts: { settings: outline.settings, series: outline.series }, sha256: prepared.sha256 },
  } satisfies RunParts<Awaited<ReturnType<ReturnType<typeof manyWork>["keep"]>>>;
}

function running<Event extends { readonly type: string }, Result, Whole extends object>(
  work: RunWork<Event, Result, Whole>,
  settings: ForecastSettings,
): RunParts<Whole>["run"] {
  return (folder, checkpoints, position, interruption) =>
    new FitRun(work, settings, folder, checkpoints, position).finish(interruption);
}

function modeOf({ experiment: { mode = "strict" } }: ForecastSettings): Mode {
  return mode;
}
