// The folder of one run. It is made only when the input has been found good, and each file in it is whole at any moment:
// whatever happens, run.json says how far the run came. While a process works in it, it holds the folder's lock.

import { randomUUID } from "node:crypto";
import { closeSync, existsSync, rmdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Phrase } from "recurra/core";
import { removeLeftovers, writeAtomically } from "../output/atomic-file.ts";
import { removeFile, removeFolder } from "../output/busy-file.ts";
import { guardWrite } from "../output/disk-error.ts";
import { thisProcess } from "../output/run-owner.ts";
import { flush, openToWrite } from "../output/synced-file.ts";
import { UnfinishedError, UsageError } from "../terminal/errors.ts";
import { ELSEWHERE, inUse, makeFolder, makeRunFolder } from "./out-folder.ts";
import { resumeCommand } from "./resume-command.ts";
import { CHECKPOINTS, isRunFile, RUN_FORMAT, type RunStatus, runFiles } from "./run-form.ts";
import { RunLock } from "./run-lock.ts";
import { type RunRecord, readRun, requireWhole } from "./run-record.ts";
import { isSealed, sealRun, settingsHash } from "./run-seal.ts";
import { forgetCheckpoints } from "./tidy-run.ts";

export { runFiles } from "./run-form.ts";

/** The files that every run has, and that are written while it runs. */
type Kept = "metrics" | "run";

/** What run.json tells beside the status. */
export type RunFacts = Readonly<Record<string, unknown>>;

/** What a new run's folder is made from. `K`: what its files hold. */
interface NewRun<K extends string> {
  readonly files: Readonly<Record<K | Kept, string>>;
  /** What a folder under runs/ is named after. */
  readonly name: string;
  readonly facts: RunFacts;
  /** The folder to use, already checked by `checkOutFolder`; without it a new one under runs/. */
  readonly out?: string;
  /** Whether `recurra forecast --resume` can go on with it. */
  readonly resumes?: boolean;
}

/** A run's folder, held by this process, with the status "running" until `end`. */
export class RunFolder<K extends string> {
  readonly path: string;
  /** What tells the run from others that use the folder before or after it. */
  readonly id: string;
  /** Of what decides the bytes that it ends with; undefined of a run that an earlier build began, whose files do not bear it. */
  readonly settings: string | undefined;
  readonly #names: Readonly<Record<K | Kept, string>>;
  readonly #lock: RunLock;
  /** What to do once a file can be written. */
  #next: Phrase;
  readonly #started: string;
  #facts: RunFacts;
  #status: RunStatus = "running";
  #metrics: number | undefined;

  private constructor(path: string, files: Readonly<Record<K | Kept, string>>, next: Phrase, run: Started) {
    this.path = path;
    this.id = run.id;
    this.settings = run.sealed ? settingsHash({ ...run.facts, id: run.id }) : undefined;
    this.#names = files;
    this.#next = next;
    this.#started = run.started;
    this.#facts = run.facts;
    this.#lock = takeLock(path, this.#next);
  }

  /** Begins a run. Throws UsageError for a folder that cannot be used, WriteError for a disk that refuses. */
  static begin<K extends string>({ files, name, facts, out, resumes = false }: NewRun<K>): RunFolder<K> {
    const started = new Date().toISOString();
    const id = randomUUID();
    if (out !== undefined) makeFolder(out);
    const path = out ?? makeRunFolder(name, id, started);
    try {
      const folder = new RunFolder(path, files, OR_ELSEWHERE, { id, started, facts, sealed: true });
      folder.#held(() => {
        // First, so that what an earlier run left here is not taken for this one's if the next lines are not reached.
        folder.#save();
        if (resumes) folder.#next = afterwards(path);
        folder.clear();
      });
      return folder;
    } catch (error) {
      if (out === undefined) removeEmpty(path);
      throw error;
    }
  }

  /**
   * Goes on with a run that nobody works on; "done" where it has ended in the meantime. `look` reads what it needs before anything is
   * changed, and throws where that does not fit. Throws as `begin`.
   */
  static goOn<K extends string>(
    record: RunRecord,
    files: NewRun<K>["files"],
    facts: RunFacts,
    look: (folder: RunFolder<K>) => void,
  ): RunFolder<K> | "done" {
    const { folder: path, id = "", started = "", json } = record;
    const run = { ...kept(record), ...facts };
    const folder = new RunFolder<K>(path, files, afterwards(path), { id, started, facts: run, sealed: isSealed(json) });
    return folder.#held(() => {
      // Once more, now that nobody else can change it.
      const now = readRun(path);
      if (now.id !== record.id) {
        const problem = "another run has begun in this folder in the meantime. Nothing was changed";
        throw new UsageError("RUN_REPLACED", path, problem);
      }
      requireWhole(now);
      if (now.status === "done") {
        forgetCheckpoints(path);
        folder.#lock.release();
        return "done";
      }
      look(folder);
      folder.#facts = { ...kept(now), ...facts, resumed: now.resumed + 1 };
      guardWrite(path, folder.#next, () => removeLeftovers(path, isRunFile));
      folder.#save();
      return folder;
    });
  }

  get status(): RunStatus {
    return this.#status;
  }

  file(which: K | Kept): string {
    return join(this.path, this.#names[which]);
  }

  write(which: Exclude<K, Kept>, content: string | Uint8Array): void {
    const path = this.file(which);
    this.guardWrite(path, () => writeAtomically(path, content));
  }

  /**
   * Does some writing of this run at `path`; where the disk refuses it, the error says what to do. A process that stood still for so
   * long that another took its folder over writes nothing any more.
   */
  guardWrite<T>(path: string, work: () => T): T {
    if (!this.#lock.isHeld() && existsSync(this.path)) {
      const problem = "this run is no longer this process's: its lock is gone, or another's";
      throw new UnfinishedError("RUN_TAKEN", this.path, problem, {
        remedies: [`see how far it is with \`recurra runs show ${this.path}\``],
      });
    }
    return guardWrite(path, this.#next, work);
  }

  /** Removes all files but run.json: those of an earlier run, or of one that begins anew. */
  clear(): void {
    this.guardWrite(this.path, () => {
      const names = new Set<string>(Object.values(runFiles).flatMap((files) => Object.values(files)));
      names.delete(this.#names.run);
      for (const name of names) removeFile(join(this.path, name));
      removeFolder(join(this.path, CHECKPOINTS));
      removeLeftovers(this.path, isRunFile);
    });
    this.startMetrics([]);
  }

  /** Begins metrics.jsonl with these lines, in place of those that it had. */
  startMetrics(lines: readonly RunFacts[]): void {
    const path = this.file("metrics");
    this.guardWrite(path, () => {
      this.#closeMetrics();
      writeAtomically(path, lines.map(line).join(""));
      this.#metrics = openToWrite(path, "a");
    });
  }

  /** Appends one line to metrics.jsonl. */
  metric(facts: RunFacts): void {
    const file = this.#metrics;
    if (file === undefined) throw new Error("startMetrics comes first");
    this.guardWrite(this.file("metrics"), () => {
      const bytes = new TextEncoder().encode(line(facts));
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    });
  }

  /** Writes further facts into run.json while the run goes on. */
  tell(facts: RunFacts): void {
    this.#facts = { ...this.#facts, ...facts };
    this.#save();
  }

  /** The files of a finished run, by what they hold. */
  files(): Record<K | Kept, string> {
    const names = Object.keys(this.#names) as (K | Kept)[];
    return Object.fromEntries(names.map((name) => [name, this.file(name)])) as Record<K | Kept, string>;
  }

  /** Ends the run: run.json gets the status and these further facts, and the folder is free. Only the first call counts. */
  end(status: Exclude<RunStatus, "running">, facts: RunFacts = {}): void {
    if (this.#status !== "running") return;
    this.guardWrite(this.file("metrics"), () => {
      if (this.#metrics !== undefined) flush(this.#metrics);
      this.#closeMetrics();
    });
    this.#facts = { ...this.#facts, ...facts };
    this.#status = status;
    try {
      this.#save();
    } catch (error) {
      this.#status = "running";
      throw error;
    }
    if (status === "done") forgetCheckpoints(this.path);
    this.release();
  }

  /** Lets others have the folder, also where its end could not be written down. */
  release(): void {
    try {
      this.#lock.release();
    } catch {
      // Nobody holds what a dead process held.
    }
  }

  /** Does the work; the folder is free again if it fails. */
  #held<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.release();
      throw error;
    }
  }

  #closeMetrics(): void {
    if (this.#metrics !== undefined) closeSync(this.#metrics);
    this.#metrics = undefined;
  }

  #save(): void {
    const ended = this.#status === "running" ? {} : { ended: new Date().toISOString() };
    const { space, ...owner } = thisProcess();
    const run = {
      format: RUN_FORMAT,
      status: this.#status,
      id: this.id,
      started: this.#started,
      ...ended,
      process: owner,
      ...this.#facts,
    };
    const path = this.file("run");
    const whole = this.settings === undefined ? run : sealRun(run);
    this.guardWrite(path, () => writeAtomically(path, `${JSON.stringify(whole, null, 2)}\n`));
  }
}

interface Started {
  readonly id: string;
  readonly started: string;
  readonly facts: RunFacts;
  /** Whether its run.json says how it was written. */
  readonly sealed: boolean;
}

const OR_ELSEWHERE: Phrase = ["or ", ...ELSEWHERE];

function afterwards(path: string): string {
  return `then go on with \`${resumeCommand(path)}\``;
}

function takeLock(path: string, next: Phrase): RunLock {
  const lock = guardWrite(path, next, () => RunLock.take(path));
  if (lock instanceof RunLock) {
    lock.beat();
    return lock;
  }
  throw inUse(path, lock, "stop it (Ctrl-C)");
}

/** What run.json said of the run that goes on; what was said of its end no longer holds. */
function kept({ json }: RunRecord): RunFacts {
  const { format, status, id, started, ended, process, error, sha256, ...facts } = json as RunFacts;
  return facts;
}

function line(facts: RunFacts): string {
  return `${JSON.stringify(facts)}\n`;
}

/** Takes back a folder in which no file could be written. */
function removeEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch {}
}
