// What a lab is: an experiment that takes settings (and for some a file), trains before one's eyes, and ends with numbers
// and a report. It knows neither a terminal nor a page: both show what it yields and what it returns.

import type { Block, ReportDocument, TableBlock, TextBlock } from "@recurra/report";
import type { Mode } from "recurra";
import { callback, optional, type Phrase, part, requireArguments } from "recurra/core";
import type { OpenedNetwork } from "recurra/inside";
import type { LabCode } from "./lab-code.ts";
import type { LabOptions, SettingsOf } from "./options.ts";
import type { LabScore } from "./scores.ts";

/** A file that the user gave, or the one that comes with the labs. */
export interface LabFile {
  /** For messages and the report. */
  readonly name: string;
  readonly text: string;
}

/** The bytes of a sound file that the user gave. */
export interface LabSound {
  /** For messages and the report. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a lab gets beside its settings. */
export interface LabContext {
  /** Given exactly to labs whose `data` says what it needs. */
  readonly file?: LabFile;
  /** Taken by labs whose `sound` says what it may be. */
  readonly sound?: LabSound;
  /** Ends the run after the current step: the generator then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Arithmetic of the training: "strict" (the default) gives the same bits everywhere. */
  readonly mode?: Mode;
  /** Threads that train, as `train()` takes them; the result is the same for any number. Default "auto". */
  readonly threads?: number | "auto";
  /**
   * Called after each training step; the lab waits for a promise that it gives, and ends with what it throws. By it a page pauses and goes
   * step by step.
   */
  readonly onStep?: (step: LabStep) => unknown;
  /**
   * Given, as each phase begins, a view of the network as it is then: pictures that move while it learns. To be looked at between two steps (in
   * `onStep`, or when an epoch has come), not after the phase; `LabResult.view` is for afterwards.
   */
  readonly watch?: (view: LabView) => void;
}

/** A network that is being trained, or was: what there is to see of it. */
export interface LabView {
  /** Pictures of the network as it is now. `dial` is where the lab's dial stands (`Lab.dial`), at its initial place unless given. */
  readonly draw: (dial?: number) => readonly Block[];
  /** What happens inside its recurrent networks over one sequence, as they are now; absent where nothing reads a sequence. It changes nothing that is learned. */
  readonly inside?: (look?: LabLook) => OpenedNetwork;
}

/** What a look inside is at. */
export interface LabLook {
  /** Where the lab's dial stands; at its initial place unless given. */
  readonly dial?: number;
  /** Which of the sequences that the lab shows, from 0, counted round. Default 0. */
  readonly sequence?: number;
}

/** What a page turns while it watches a network. It changes what is drawn at once, and never what is learned. */
export interface LabDial {
  /** "noise of the waves shown". */
  readonly label: string;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly initial: number;
  /** What is seen when it is turned, in a sentence. */
  readonly effect: string;
}

/** One step of the training of one phase. */
export interface LabStep {
  readonly phase: string;
  /** From 1. */
  readonly epoch: number;
  readonly batch: number;
  /** Of the batch, before the step. */
  readonly loss: number;
  /** Of the gradient, before it is clipped. */
  readonly norm: number;
  /** The numbers that the phase's network learns. */
  readonly parameters: number;
}

/** One finished epoch of one phase of a lab. */
export interface LabProgress {
  /** What is being trained: "GRU 30", "LSTM, forget bias 1". */
  readonly phase: string;
  /** From 1, of at most `epochs`. */
  readonly epoch: number;
  readonly epochs: number;
  readonly trainLoss: number;
  readonly validationLoss?: number;
  /** Wall time of the epoch. For display only. */
  readonly seconds: number;
  /** Whether the epoch's weights are the ones kept so far. */
  readonly best: boolean;
  /** The most threads that worked on a batch so far; absent in phases that know only one. For display only. */
  readonly threads?: number;
}

/** Numbers, words and lists of them, as JSON takes them. */
export type Plain = number | string | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

/** What a lab ends with. */
export interface LabResult {
  /** The result in numbers, for programs: names in camelCase, units in the lab's documentation. */
  readonly results: { readonly [name: string]: Plain };
  /** How the networks did beside naive answers, in the form that all labs share; empty where nothing was scored. */
  readonly scores: readonly LabScore[];
  /** The result for a terminal, after the report's verdict: a few more sentences, and tables. The report has them too. */
  readonly summary: readonly (TextBlock | TableBlock)[];
  /** What may help, for `tellRemedies` to say in the words of an edge; none where nothing is known to. */
  readonly remedies?: readonly Phrase[];
  /** The whole result with its pictures; `documentPage` of @recurra/report makes a page of it. */
  readonly report: ReportDocument;
  /** The trained network as safetensors, where there is exactly one. */
  readonly model?: Uint8Array;
  /** The trained network, still there to be looked at; only where `watch` was given. Who gave it calls `dispose` when nobody looks any more. */
  readonly view?: LabView & { readonly dispose: () => void };
}

/** One experiment. */
export interface Lab<O extends LabOptions = LabOptions> {
  /** The word on the command line. */
  readonly name: string;
  readonly title: string;
  /** One line for a list of labs. */
  readonly about: string;
  readonly options: O;
  /** What a file must hold ("a daily price file: ..."); absent where the lab makes its own data. */
  readonly data?: string;
  /** What a sound file may be that a lab takes beside its own data ("a WAV of your own ..."); absent where it takes none. */
  readonly sound?: string;
  /** What a page turns while it watches the lab's networks; absent where its pictures have nothing to turn. */
  readonly dial?: LabDial;
  /** The program that makes its pictures. */
  readonly code?: LabCode;
  /** The file of this package that it reads where none is given, and what a file of its kind holds. Default: aapl.csv, a table. */
  readonly bundled?: { readonly file: string; readonly holds: "table" | "text" };
  /**
   * Checks settings and data at once, then trains while it is iterated over.
   * Throws OptionError or DataError, before any work, when they cannot be used: one line that says what the lab needs and
   * what it found.
   */
  start(settings: SettingsOf<O>, context?: LabContext): AsyncGenerator<LabProgress, LabResult, undefined>;
}

const RUN = part<AsyncGenerator>("what a lab's start() gave", "next");

/** Runs a lab to its end and gives the result; `seen` is called with every epoch. */
export async function finished(
  run: AsyncGenerator<LabProgress, LabResult, undefined>,
  seen?: (progress: LabProgress) => void,
): Promise<LabResult> {
  requireArguments("finished", { run: RUN, seen: optional(callback()) }, run, seen);
  for (;;) {
    const { done, value } = await run.next();
    if (done) return value;
    seen?.(value);
  }
}
