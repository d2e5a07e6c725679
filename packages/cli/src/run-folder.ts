// The folder of one run. It is made only when the input has been found good, and each file in it is whole at any moment:
// whatever happens, run.json says how far the run came.

import { createHash } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { writeAtomically } from "./atomic-file.ts";
import { UsageError, WriteError } from "./failure.ts";

export type RunStatus = "running" | "done" | "interrupted" | "failed";

/** The files of a run of each command, in the order in which they are shown. */
export const runFiles = {
  forecast: {
    report: "report.html",
    forecast: "forecast.csv",
    model: "model.safetensors",
    metrics: "metrics.jsonl",
    run: "run.json",
  },
  lab: {
    report: "report.html",
    result: "result.json",
    model: "model.safetensors",
    metrics: "metrics.jsonl",
    run: "run.json",
  },
} as const;

/** The files that every run has, and that are written while it runs. */
type RunRecord = "metrics" | "run";

const MARK = "recurra-run/1";

/** What run.json tells beside the status. */
export type RunFacts = Readonly<Record<string, unknown>>;

/** Refuses an --out that cannot be used, before anything is computed. */
export function checkOutFolder(path: string): void {
  if (path.trim() === "") throw new UsageError("--out must name a folder, but it is empty.");
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    throw new UsageError(`--out ${path}: this is a file. Name a folder that is new, empty or an earlier run.`);
  }
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`--out ${path}: no permission to write into this folder (${code}). Name another one.`);
  }
  if (readdirSync(path).length > 0 && !isRunFolder(path)) {
    throw new UsageError(
      `--out ${path}: this folder holds files that are no run of recurra; nothing was written. Name a new or empty folder.`,
    );
  }
}

function isRunFolder(path: string): boolean {
  try {
    const run: unknown = JSON.parse(readFileSync(join(path, runFiles.lab.run), "utf8"));
    return typeof run === "object" && run !== null && "format" in run && run.format === MARK;
  } catch {
    return false;
  }
}

/** Letters, digits and single dashes: a name that any file system takes. */
function slug(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return plain.replace(/^-+|-+$/g, "").slice(0, 40) || "run";
}

/** Makes a folder and those above it; says which one cannot be made and what to do. */
function makeFolder(path: string): void {
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) return;
    throw new UsageError(`${path}: this is a file, so no folder can be made there. Name another folder with --out.`);
  }
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
    throw new UsageError(
      `${path}: this folder cannot be made (${code}). Name a folder that can be written with --out.`,
    );
  }
}

/** What stopped a write, in words. */
const CAUSES: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EROFS: "the disk is read-only",
  EACCES: "no permission",
  EPERM: "no permission",
};

/** Does some writing below `path`; where the disk refuses it, says so and what to do. */
function writing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw new WriteError(
      `${path}: cannot be written: ${CAUSES[code] ?? "refused"} (${code}). Make room for it, or name another folder with --out.`,
      { cause: error },
    );
  }
}

/** `runs/<date>-<name>-<short hash>`: the hash is of the settings, the data and the moment. */
function newFolder(name: string, facts: RunFacts, started: string): string {
  for (let attempt = 0; ; attempt++) {
    const hash = createHash("sha256")
      .update(JSON.stringify([facts, started, process.pid, attempt]))
      .digest("hex");
    const path = join("runs", `${started.slice(0, 10)}-${slug(name)}-${hash.slice(0, 7)}`);
    makeFolder(dirname(path));
    try {
      mkdirSync(path);
      return path;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EEXIST") continue;
      throw new UsageError(
        `${path}: this folder cannot be made (${code}). Name a folder that can be written with --out.`,
      );
    }
  }
}

/** A run's folder; made by the constructor with the status "running". `K`: what its files hold. */
export class RunFolder<K extends string> {
  readonly path: string;
  readonly #names: Readonly<Record<K | RunRecord, string>>;
  readonly #started: string;
  #facts: RunFacts;
  #status: RunStatus = "running";
  #metrics: number;

  /** `out` is the folder to use, already checked by `checkOutFolder`; without it a new one under runs/. */
  constructor(names: Readonly<Record<K | RunRecord, string>>, name: string, facts: RunFacts, out?: string) {
    this.#names = names;
    this.#started = new Date().toISOString();
    this.#facts = facts;
    if (out === undefined) {
      this.path = newFolder(name, facts, this.#started);
    } else {
      this.path = out;
      makeFolder(out);
      // What an earlier run left here must not be taken for this one's.
      writing(out, () => {
        const earlier = Object.values(runFiles).flatMap((names) => Object.values(names));
        for (const file of earlier) rmSync(join(out, file), { force: true });
      });
    }
    this.#save();
    this.#metrics = writing(this.file("metrics"), () => openSync(this.file("metrics"), "w"));
  }

  get status(): RunStatus {
    return this.#status;
  }

  file(which: K | RunRecord): string {
    return join(this.path, this.#names[which]);
  }

  write(which: Exclude<K, RunRecord>, content: string | Uint8Array): void {
    writing(this.file(which), () => writeAtomically(this.file(which), content));
  }

  /** Appends one line to metrics.jsonl. */
  metric(line: Readonly<Record<string, unknown>>): void {
    writing(this.file("metrics"), () => writeSync(this.#metrics, `${JSON.stringify(line)}\n`));
  }

  /** The files of a finished run, by what they hold. */
  files(): Record<K | RunRecord, string> {
    const names = Object.keys(this.#names) as (K | RunRecord)[];
    return Object.fromEntries(names.map((name) => [name, this.file(name)])) as Record<K | RunRecord, string>;
  }

  /** Ends the run: run.json gets the status and these further facts. Only the first call counts. */
  end(status: Exclude<RunStatus, "running">, facts: RunFacts = {}): void {
    if (this.#status !== "running") return;
    this.#status = status;
    this.#facts = { ...this.#facts, ...facts };
    writing(this.file("metrics"), () => {
      fsyncSync(this.#metrics);
      closeSync(this.#metrics);
    });
    this.#save();
  }

  #save(): void {
    const ended = this.#status === "running" ? {} : { ended: new Date().toISOString() };
    const run = { format: MARK, status: this.#status, started: this.#started, ...ended, ...this.#facts };
    const text = `${JSON.stringify(run, null, 2)}\n`;
    writing(this.file("run"), () => writeAtomically(this.file("run"), text));
  }
}
