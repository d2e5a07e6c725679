// One run of a lab, from the first epoch to the last file.

import type { LabProgress, LabResult } from "@recurra/labs";
import { grouped } from "recurra/words";
import { modeFacts } from "../input/mode.ts";
import { finishIn } from "../run/finish.ts";
import type { Interruption } from "../run/interrupt.ts";
import { PhaseLog } from "../run/phase-log.ts";
import { RunFolder } from "../run/run-folder.ts";
import { runFiles } from "../run/run-form.ts";
import { Interrupted } from "../terminal/failure.ts";
import { createProgress } from "../terminal/progress.ts";
import type { Progress } from "../terminal/progress-parts.ts";
import { version, versions } from "../terminal/version.ts";
import { currentWording } from "../terminal/wording.ts";
import { type LabDocument, labDocument } from "./lab-document.ts";
import type { LabRunParts } from "./run-parts.ts";

export class LabRun {
  readonly #parts: LabRunParts;
  readonly #interruption: Interruption;
  readonly #steps: ReturnType<LabRunParts["lab"]["start"]>;
  readonly #folder: RunFolder<keyof typeof runFiles.lab>;
  readonly #progress: Progress;
  readonly #log = new PhaseLog();
  #threads = 1;

  /** Starts the lab; the folder is made only when it has accepted its settings and data. Throws what it throws. */
  constructor(parts: LabRunParts, interruption: Interruption) {
    const { lab, settings, mode, threads, data, out } = parts;
    this.#parts = parts;
    this.#interruption = interruption;
    this.#steps = lab.start(settings, { mode, threads, signal: interruption.signal, ...data?.given });
    this.#progress = createProgress(parts.quiet, "epochs");
    const facts = {
      command: "lab",
      lab: lab.name,
      settings,
      seed: settings.seed ?? null,
      ...modeFacts(mode),
      versions: versions(),
      data: data === undefined ? null : { file: data.name, sha256: data.sha256 },
    };
    const stem = data?.name.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "");
    this.#folder = RunFolder.begin({ files: runFiles.lab, name: ["lab", lab.name, stem].join("-"), facts, out });
  }

  /** Runs the lab to its end and writes its files. */
  async finish(): Promise<{ document: LabDocument; result: LabResult }> {
    try {
      return await finishIn(
        this.#folder,
        this.#interruption,
        async (signal) => this.#keep(await this.#work(signal)),
        ({ document }) => ({ threads: this.#threads, files: document.files, verdict: document.verdict }),
      );
    } finally {
      this.#progress.stop();
    }
  }

  async #work(signal: AbortSignal): Promise<LabResult> {
    try {
      for (;;) {
        const { done, value } = await this.#steps.next();
        signal.throwIfAborted();
        if (done) return value;
        this.#show(value);
      }
    } catch (error) {
      throw signal.aborted ? this.#interrupted() : error;
    } finally {
      this.#progress.stop();
    }
  }

  /** Shows and keeps an epoch; how many threads worked is for run.json alone. */
  #show(progress: LabProgress): void {
    const { threads = 1, ...step } = progress;
    this.#threads = Math.max(this.#threads, threads);
    if (this.#log.add(step)) this.#progress.start(step.phase, step.epochs);
    this.#folder.metric({ ...step });
    this.#progress.epoch(step);
  }

  #interrupted(): Interrupted {
    const last = this.#log.phases.at(-1);
    if (last === undefined) {
      const problem = `interrupted before the first epoch had ended; ${this.#folder.path} holds no result`;
      return new Interrupted("INTERRUPTED", "", problem);
    }
    return new Interrupted(
      "INTERRUPTED",
      "",
      `interrupted after epoch ${grouped(last.epochs)} of "${last.phase}"; there is no result, but ${this.#folder.file("metrics")} has the losses so far`,
    );
  }

  async #keep(found: LabResult): Promise<{ document: LabDocument; result: LabResult }> {
    const { tellRemedies, withCode } = await import("@recurra/labs");
    const { documentPage, toJson } = await import("@recurra/report");
    const result = tellRemedies(found, currentWording());
    const { model, ...others } = this.#folder.files();
    const files = result.model === undefined ? others : this.#folder.files();
    const document = labDocument(this.#parts, result, this.#log.phases, files);
    if (result.model !== undefined) this.#folder.write("model", result.model);
    this.#folder.write("result", `${toJson(document)}\n`);
    this.#folder.write("report", documentPage(withCode(this.#parts.lab, result.report), { version: version() }));
    return { document, result };
  }
}
