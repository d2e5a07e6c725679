// What a forecast needs to go on, in the folder `checkpoints` of its run: the last two states of the fit under way, and what the
// first fit left once it has ended. Files bear the run's id, so none of another run is ever taken for one of this.
//
//   state-000012.safetensors     a state of training (recurra-checkpoint/1), with the phase and the run's id
//   fitted.safetensors           the model of the backtest fit, when it has ended
//   fitted.json                  written after it: its hash, the epochs, and a hash of all this
//
// Both bear the hash of the run's settings: one that was kept under others is refused, since nobody can know which of them are meant.

import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Epoch, TrainingState } from "recurra";
import type { FitPhase, FittedModel, ToBeat } from "recurra/experiment";
import { readTrainingState, type StoredTrainingState, writeTrainingState } from "recurra/training";
import { member, numberAt, parseJson, textAt } from "../input/json-value.ts";
import { removeLeftovers, writeAtomically } from "../output/atomic-file.ts";
import { removeFile } from "../output/busy-file.ts";
import { flushFolder } from "../output/synced-file.ts";
import { UsageError } from "../terminal/failure.ts";
import { problemOf } from "../terminal/wording.ts";
import type { RunFolder } from "./run-folder.ts";
import { CHECKPOINTS, isCheckpointFile, runFiles } from "./run-form.ts";
import { sha256 as hashOf } from "./run-seal.ts";

const STATE = /^state-(\d{6,15})\.safetensors$/;
const KEPT = 2;

/** What the files are kept for. */
type Owner = Pick<RunFolder<string>, "path" | "id" | "settings" | "guardWrite">;

export class Checkpoints {
  /** The folder. */
  readonly path: string;
  readonly #run: Owner;
  /** Called with a sentence about a file that cannot be used. */
  readonly #note: (sentence: string) => void;
  /** Of the states that are there, ascending. */
  #numbers: number[];
  /** Of the last state that ever was there: a newer one never has a lower number. */
  #last: number;

  constructor(run: Owner, note: (sentence: string) => void) {
    this.path = join(run.path, CHECKPOINTS);
    this.#run = run;
    this.#note = note;
    if (existsSync(this.path)) run.guardWrite(this.path, () => removeLeftovers(this.path, isCheckpointFile));
    const entries = existsSync(this.path) ? readdirSync(this.path, { withFileTypes: true }) : [];
    this.#numbers = entries
      .filter((entry) => entry.isFile())
      .map(({ name }) => Number(STATE.exec(name)?.[1]))
      .filter(Number.isSafeInteger)
      .sort((one, other) => one - other);
    this.#last = this.#numbers.at(-1) ?? 0;
  }

  /** Keeps a state. The one before the last is removed when the new one is safe. */
  save(phase: FitPhase, state: TrainingState): void {
    const number = this.#last + 1;
    const path = this.#file(number);
    const { id, settings } = this.#run;
    const bytes = writeTrainingState(state, { run: id, phase, ...(settings !== undefined && { settings }) });
    this.#write(path, bytes);
    this.#last = number;
    this.#numbers.push(number);
    this.#forget(this.#numbers.splice(0, Math.max(0, this.#numbers.length - KEPT)));
  }

  /** The newest state of a fit that is whole; undefined where there is none. Throws UsageError for one of other settings. */
  newest(phase: FitPhase): TrainingState | undefined {
    for (const number of this.#numbers.toReversed()) {
      const path = this.#file(number);
      const found = this.#stateIn(path);
      if (found?.metadata.run !== this.#run.id || found.metadata.phase !== phase) continue;
      this.#requireFit(path, found.metadata.settings);
      return found.state;
    }
    return undefined;
  }

  #stateIn(path: string): StoredTrainingState | undefined {
    try {
      return readTrainingState(readFileSync(path), path);
    } catch (error) {
      this.#note(`${path}: ${problemOf(error)}. It is passed over.`);
      return undefined;
    }
  }

  /** What was kept under other settings than those of run.json tells nothing of this run. */
  #requireFit(path: string, settings: string | undefined): void {
    const expected = this.#run.settings;
    if (settings === expected) return;
    const [was, is] = [settings, expected].map((hash) => (hash === undefined ? "none" : `${hash.slice(0, 7)}...`));
    const record = join(this.#run.path, runFiles.forecast.run);
    const problem = `kept under other settings than those of ${record} (sha256 ${was} here, ${is} there). Nothing was changed`;
    throw new UsageError("RESUME_SETTINGS", path, problem, {
      found: settings,
      remedies: ["put the run.json back that the run had", "start a new run"],
    });
  }

  /** Keeps what the backtest fit left. Its states are no longer needed then. */
  keepFitted({ model, epochs, toBeat }: FittedModel): void {
    const [bytes, record] = this.#fitted();
    const { id: run, settings } = this.#run;
    const kept = {
      run,
      ...(settings !== undefined && { settings }),
      sha256: sha256(model),
      epochs,
      ...(toBeat && { toBeat }),
    };
    const text = JSON.stringify({ ...kept, check: hashOf(kept) });
    this.#write(bytes, model);
    this.#write(record, text);
    this.#forget(this.#numbers.splice(0));
  }

  /** What the backtest fit left; undefined while it has not ended. Throws UsageError where it is of other settings. */
  fitted(): FittedModel | undefined {
    const [bytes, record] = this.#fitted();
    // A folder that others laid out may have links there, which lead elsewhere, or pipes, which nobody may ever write to.
    if (![bytes, record].every((path) => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? true))
      return undefined;
    let model: Uint8Array;
    let json: unknown;
    try {
      json = parseJson(readFileSync(record, "utf8"));
      model = readFileSync(bytes);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ENOENT") this.#note(`${record}: cannot be read (${code}). The backtest fit is done again.`);
      return undefined;
    }
    const whole = this.#isWhole(json);
    const [run, hash, epochs] = [textAt(json, "run"), textAt(json, "sha256"), member(json, "epochs")];
    if (whole && run !== undefined && run !== this.#run.id) return undefined;
    // A model that nothing was trained for has none.
    const known = whole && run !== undefined && hash !== undefined && Array.isArray(epochs) && epochs.every(isEpoch);
    if (known) this.#requireFit(record, textAt(json, "settings"));
    const toBeat = member(json, "toBeat");
    if (known && hash === sha256(model)) return { model, epochs, ...(isToBeat(toBeat) && { toBeat }) };
    this.#note(`${known ? bytes : record}: not as it was written. The backtest fit is done again.`);
    return undefined;
  }

  /** Whether fitted.json is as it was written, as far as it tells: that of a run which an earlier build began does not. */
  #isWhole(json: unknown): boolean {
    const { check, ...kept } = typeof json === "object" && json !== null ? (json as Record<string, unknown>) : {};
    if (check === undefined) return this.#run.settings === undefined;
    return check === hashOf(kept);
  }

  #write(path: string, content: string | Uint8Array): void {
    this.#run.guardWrite(path, () => {
      if (!existsSync(this.path)) {
        mkdirSync(this.path);
        flushFolder(this.#run.path);
      }
      writeAtomically(path, content);
    });
  }

  #file(number: number): string {
    return join(this.path, `state-${String(number).padStart(6, "0")}.safetensors`);
  }

  #fitted(): [bytes: string, record: string] {
    return [join(this.path, "fitted.safetensors"), join(this.path, "fitted.json")];
  }

  #forget(numbers: readonly number[]): void {
    for (const number of numbers) {
      const path = this.#file(number);
      this.#run.guardWrite(path, () => removeFile(path));
    }
  }
}

/** Whether it has the numbers that every epoch has. */
function isEpoch(value: unknown): value is Epoch {
  const names = ["epoch", "trainLoss", "gradientNorm", "seconds", "learningRate", "threads"];
  return names.every((name) => numberAt(value, name) !== undefined);
}

function isToBeat(value: unknown): value is ToBeat {
  const kinds: readonly unknown[] = ["naive", "simple"] satisfies ToBeat["kind"][];
  const texts = ["name", "words"].every((name) => textAt(value, name) !== undefined);
  return (
    texts &&
    kinds.includes(member(value, "kind")) &&
    ["loss", "windows"].every((name) => numberAt(value, name) !== undefined)
  );
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
