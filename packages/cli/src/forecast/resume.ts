// `recurra forecast --resume RUN`: the same options on the same data, from where the run's checkpoints say that it stands.

import { existsSync } from "node:fs";
import type { Command } from "commander";
import type { ExperimentPosition } from "recurra/experiment";
import { counted } from "recurra/words";
import { openTableFile, type TableFile } from "../input/table-file.ts";
import { Checkpoints } from "../run/checkpoints.ts";
import { runInterruptible } from "../run/interrupt.ts";
import { resumeCommand } from "../run/resume-command.ts";
import { RunFolder } from "../run/run-folder.ts";
import { runFiles } from "../run/run-form.ts";
import { type RunData, type RunRecord, readRun, requireWhole } from "../run/run-record.ts";
import { tidyRun } from "../run/tidy-run.ts";
import { RUNS } from "../runs/in-folder.ts";
import { findRunFolder } from "../runs/runs-in.ts";
import { exitCode, say, UsageError } from "../terminal/failure.ts";
import { version, versions } from "../terminal/version.ts";
import { type ForecastFolder, positionOf } from "./fit-run.ts";
import { restoreOptions, tooOld } from "./kept-options.ts";
import { PreparedRun } from "./prepared-run.ts";
import { forecastSettings } from "./settings.ts";

/** Goes on with a run; resolves to the exit code. `file` is where the data are now, if not where they were. */
export async function resumeForecast(run: string, file: string | undefined, command: Command): Promise<number> {
  const path = findRunFolder(run, RUNS);
  const record = readRun(path);
  requireForecast(record);
  const texts = restoreOptions(record, command);
  const json = texts.json ?? false;
  const data = requireResumable(record);
  if (record.status === "done") {
    tidyRun(path);
    return reportDone(record, json);
  }
  const settings = forecastSettings(file ?? data.file, texts);
  const place = placeOf(data, file);
  const prepared = await PreparedRun.of(settings, await dataAt(place, record, data));
  requireSameFuture(prepared.futureSha256, data, settings.futureFile);
  const moved = place === data.path ? {} : prepared.dataFacts();
  const result = await runInterruptible(async (interruption) => {
    let found: [checkpoints: Checkpoints, position: ExperimentPosition] | undefined;
    const folder = RunFolder.goOn(record, runFiles.forecast, moved, (held) => {
      const checkpoints = new Checkpoints(held, say);
      found = [checkpoints, positionOf(checkpoints)];
    });
    if (folder === "done" || found === undefined) return undefined;
    const [checkpoints, position] = found;
    if (position.fitted === undefined && position.state === undefined) folder.clear();
    if (!settings.quiet && !json) say(`going on with ${path}: ${whereabouts(prepared, position)}.`);
    return prepared.run(folder as ForecastFolder, checkpoints, interruption, position);
  });
  return result === undefined ? reportDone(readRun(path), json) : prepared.show(result);
}

/** Labs are short: they start anew. */
function requireForecast({ folder, command, lab }: RunRecord): void {
  if (command === "forecast") return;
  const problem = `this is a run of "${command}"; only forecasts go on`;
  throw new UsageError("RESUME_COMMAND", folder, problem, {
    remedies: lab === undefined ? [] : [`start it anew with \`recurra lab ${lab}\``],
  });
}

/** What the run was made of. Throws UsageError for a run that nothing can go on with. */
function requireResumable(record: RunRecord): RunData {
  const { folder, data, id } = record;
  if (data?.path === undefined || id === undefined) {
    throw tooOld(folder);
  }
  const { recurra } = versions();
  if (record.status !== "done" && record.recurra !== recurra) {
    const begun = `this run was begun by recurra ${record.recurra ?? "of an unknown version"}`;
    throw new UsageError("RESUME_VERSION", folder, `${begun}, and this is ${version()}, whose bits may be others`, {
      found: record.recurra,
      remedies: ["go on with the version that began it", "start anew"],
    });
  }
  requireWhole(record);
  return data;
}

/** Where the data are: as named now; where they were; or, of a project that was moved as a whole, as named then from here. */
function placeOf({ path, file: name }: RunData, file: string | undefined): string {
  if (file !== undefined) return file;
  return path === undefined || (!existsSync(path) && existsSync(name)) ? name : path;
}

/** The same bytes that the run began with. */
async function dataAt(path: string, record: RunRecord, data: RunData): Promise<TableFile> {
  const elsewhere = `say where it is now: \`${resumeCommand(record.folder, "FILE")}\``;
  if (path === data.path && data.file === "-") {
    throw new UsageError("RESUME_DATA", "standard input", "the data of this run came from there and were not kept", {
      remedies: ["pipe them in again with - before --resume", elsewhere],
    });
  }
  if (path === data.path && !existsSync(path)) {
    throw new UsageError("RESUME_DATA", path, "the data of this run is not there any more", {
      remedies: ["put it back", elsewhere],
    });
  }
  const found = await openTableFile(path);
  const sha256 = await found.sha256();
  if (sha256 === data.sha256) return found;
  const [was, is] = [data.sha256.slice(0, 7), sha256.slice(0, 7)];
  const problem = `not the data that this run began with (sha256 ${was}... then, ${is}... now)`;
  throw new UsageError("RESUME_DATA", path, problem, {
    remedies: ["start a new run on it", "if the old file is kept, put it back", elsewhere],
  });
}

/** The second file must be as it was. */
function requireSameFuture(futureSha256: string | undefined, data: RunData, futureFile: string | undefined): void {
  if (futureSha256 === data.futureSha256) return;
  throw new UsageError("RESUME_DATA", futureFile ?? "", "not the rows ahead that this run began with", {
    remedies: ["start a new run on it", "if the old file is kept, put it back"],
  });
}

/** A run that is done is left as it is. */
function reportDone({ folder, json, ended = "" }: RunRecord, asJson: boolean): number {
  const since = ended === "" ? "" : ` since ${ended.slice(0, 16).replace("T", " ")} UTC`;
  const text = asJson ? JSON.stringify(json, null, 2) : `${folder} is done${since}; nothing was changed.`;
  process.stdout.write(`${text}\n`);
  return exitCode.done;
}

/** Where it goes on, in words. */
function whereabouts({ epochs }: PreparedRun, { fitted, state }: ExperimentPosition): string {
  if (state === undefined) return fitted === undefined ? "from the beginning" : "from the backtest";
  const { epoch, batch } = state;
  const place = batch > 0 ? `epoch ${epoch}, after batch ${batch}` : `after epoch ${epoch - 1}`;
  if (state.part !== undefined)
    return `${state.part}, ${place}, in the ${fitted === undefined ? "backtest" : "final"} fit`;
  return fitted === undefined
    ? `backtest fit, ${place} (of at most ${counted(epochs, "epoch")})`
    : `final fit, ${place}`;
}
