// What the page and its Worker say to each other. All of it is plain data.
import type { OpenedNetwork } from "recurra/inside";
import type { FileAnswer, FileQuestion, OpenedFile } from "./file-answers.ts";

/** A run as the page asks for it: texts of a form, as a link has them. */
export interface RunOrder {
  /** Every run has a number of its own: what a Worker says of an earlier one is not shown. */
  readonly id: number;
  readonly what: RunWhat;
  readonly settings: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly mode: "strict" | "fast";
  /** It rests after this step. */
  readonly stop?: number;
  /** Rests before the first step; a replay, behind its last one. */
  readonly paused: boolean;
  /** A run that was kept goes on: it rests nowhere, and draws nothing, before it has taken so many steps and ended so many epochs. */
  readonly replay?: { readonly steps: number; readonly epochs: number };
  /** Where the lab's dial stands; at its initial place unless given. */
  readonly dial?: number;
  /** Where the page looks into the network, if it does. */
  readonly look?: Look;
}

/** Which sequence the page looks at inside the network: of those that a lab shows, or of a forecast's windows; counted round. */
export interface Look {
  readonly sequence: number;
}

/** A lab, with the text of a file where it reads one; or a forecast of a file that is open: by what the pretrained network says at once, or by training. */
export type RunWhat =
  | { readonly kind: "lab"; readonly lab: string; readonly file?: { readonly name: string; readonly text: string } }
  | { readonly kind: "instant" | "forecast"; readonly sha256: string };

export type Command =
  | { readonly type: "start"; readonly order: RunOrder }
  /** Reads a file: as `asked`, where it is the file that is meant. */
  | {
      readonly type: "open";
      readonly file: File;
      readonly asked?: { readonly sha256: string; readonly reading: Readonly<Record<string, string>> };
    }
  /** The file with these bytes, if this browser keeps it. */
  | { readonly type: "recall"; readonly sha256: string; readonly reading: Readonly<Record<string, string>> }
  | { readonly type: "ask"; readonly number: number; readonly question: FileQuestion }
  | { readonly type: "pause" }
  | { readonly type: "resume" }
  | { readonly type: "step"; readonly by: "batch" | "epoch" }
  | { readonly type: "stop" }
  /** The lab's dial was turned: what is drawn changes at once, and nothing that is learned. */
  | { readonly type: "dial"; readonly value: number }
  /** The page looks into the network from here on, or no more. */
  | { readonly type: "look"; readonly look: Look | undefined }
  /** The page is shown, or hidden: then only pictures are made, which are kept with the run; held-out rows and the inside wait. */
  | { readonly type: "see"; readonly isSeen: boolean }
  | { readonly type: "check"; readonly lab: string; readonly settings: Readonly<Record<string, string>> }
  /** The page has the last snapshot. */
  | { readonly type: "seen" };

/** An epoch that has ended. */
export interface EpochLine {
  readonly phase: string;
  /** Steps of the whole run up to its end. */
  readonly step: number;
  readonly epoch: number;
  readonly epochs: number;
  readonly trainLoss: number;
  readonly validationLoss?: number;
  readonly best: boolean;
  /** The most threads that worked on a batch so far. They change nothing in what is learned. */
  readonly threads?: number;
}

/** Where a phase of a run begins: after so many steps. */
export interface PhaseStart {
  readonly name: string;
  readonly from: number;
  /** The numbers that its network learns, where they are told. */
  readonly parameters?: number;
}

/** What a forecast's network is compared with while it learns, known before its first step. */
export interface Rivals {
  /** Of the methods without a network, the one with the smallest loss on the rows by which the network's epochs are chosen. */
  readonly name: string;
  /** In the measure of the network's validation loss. */
  readonly loss: number;
  /** So many were measured, on so many windows. */
  readonly methods: number;
  readonly windows: number;
  /** The column that is forecast, with its unit. */
  readonly target: string;
  readonly heldOut: HeldOutRows;
}

/** Rows that no step learns from, as windows one behind the other. */
export interface HeldOutRows {
  readonly horizon: number;
  /** The row of each window's first value. */
  readonly origins: readonly number[];
  /** Of the rows from the first of them on, as the file has them. */
  readonly times: readonly string[];
  /** Of the same rows; null where nothing was measured. */
  readonly actual: readonly (number | null)[];
  /** What the best rival forecasts, [windows * horizon]. */
  readonly rival: readonly number[];
}

/** What the network forecasts of some of these windows, as it is after a step. */
export interface HeldOutForecast {
  /** The first of the windows. */
  readonly from: number;
  readonly epoch: number;
  /** Whether it is the network that was kept, of the epoch that the validation rows chose. */
  readonly kept: boolean;
  readonly predicted: Float64Array;
}

/** What the pretrained network says of a file, before it is checked against rows that it has not seen. */
export interface FirstLook {
  readonly target: string;
  /** How often the true value is to lie between `lower` and `upper`, as a share. */
  readonly level: number;
  /** The last rows of the file, and those ahead. */
  readonly times: readonly string[];
  readonly actual: readonly (number | null)[];
  readonly predicted: readonly (number | null)[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

/** Where a run is, and what came since the snapshot before. */
export interface Snapshot {
  readonly phase: string;
  readonly epoch: number;
  readonly batch: number;
  /** Steps of the whole run so far. */
  readonly step: number;
  /** The losses of the steps since the last snapshot, in their order, and how many steps there were before. */
  readonly losses: Float32Array;
  readonly from: number;
  /** Beside each loss the seconds that its phase had trained by then, without what it rested. For display only. */
  readonly seconds: Float32Array;
  /** The phases that began since then, each with the steps before it. */
  readonly phases: readonly PhaseStart[];
  readonly epochs: readonly EpochLine[];
  /** The SHA-256 of the weights, where the run rests at the step that its link names. */
  readonly weights?: string;
  /** Of a forecast, now and then. */
  readonly heldOut?: HeldOutForecast;
  /** The network as it is now, as HTML that @recurra/report made, in which every text is escaped; "" where nothing is drawn. */
  readonly pictures: string;
  /** The network, opened over a sequence: only while the page looks, where the run has a recurrent one, and as often as it can be had beside the training. */
  readonly inside?: OpenedNetwork;
}

/** What a run ended with. */
export interface RunResult {
  /** Its findings as HTML, as `pictures` are. */
  readonly body: string;
  /** The whole report as a page of its own. */
  readonly page: string;
  readonly model?: Uint8Array;
  /** A forecast's rows as CSV. */
  readonly csv?: string;
  /** The answer, in a sentence. */
  readonly verdict?: string;
  /** The same in some words: "Better than a naive forecast". */
  readonly headline?: string;
  /** The parts of a forecast's `body`. */
  readonly sections?: {
    readonly verdict: string;
    readonly scores: string;
    readonly forecast: string;
    readonly more: string;
  };
  /** Whether learning from the file improved on the answer without it, in a sentence. */
  readonly improved?: string;
}

export type RunState = "running" | "paused" | "ended" | "failed" | "stopped";

/** What is told of an order, by its number. */
export type RunMessage =
  | { readonly type: "state"; readonly id: number; readonly state: RunState }
  | { readonly type: "snapshot"; readonly id: number; readonly snapshot: Snapshot }
  | { readonly type: "rivals"; readonly id: number; readonly rivals: Rivals }
  | { readonly type: "first"; readonly id: number; readonly first: FirstLook }
  | { readonly type: "result"; readonly id: number; readonly result: RunResult }
  /** The answer without training, where a run was begun before there was one. */
  | { readonly type: "instant"; readonly id: number; readonly result: RunResult }
  | { readonly type: "failed"; readonly id: number; readonly message: string };

/** What is told of files. */
export type FileMessage =
  | { readonly type: "opened"; readonly file: OpenedFile; readonly recalled: boolean }
  /** There was no room for it beside those that were opened since: it has to be opened again. */
  | { readonly type: "closed"; readonly sha256: string }
  /** What was asked about a file, or why there is no answer. */
  | { readonly type: "answer"; readonly number: number; readonly answer: FileAnswer | string }
  /** This browser keeps no file with these bytes. */
  | { readonly type: "missing"; readonly sha256: string }
  /** The file is kept in this browser; or why it is not, in a part of a sentence. */
  | { readonly type: "kept"; readonly sha256: string; readonly problem: string }
  | { readonly type: "refused"; readonly message: string };

export type Message =
  | RunMessage
  | FileMessage
  /** What is wrong with each setting that was asked about; none where all are good. */
  | { readonly type: "checked"; readonly problems: Readonly<Record<string, string>> };
