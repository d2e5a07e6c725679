// What the page and its Worker say to each other. All of it is plain data.

/** A run as the page asks for it: texts of a form, as a link has them. */
export interface RunOrder {
  /** Every run has a number of its own: what a Worker says of an earlier one is not shown. */
  readonly id: number;
  /** The name of a lab. */
  readonly lab: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly mode: "strict" | "fast";
  /** It rests after this step. */
  readonly stop?: number;
  /** Rests before the first step. */
  readonly paused: boolean;
  /** The text of a table, for labs that read one. */
  readonly file?: { readonly name: string; readonly text: string };
}

export type Command =
  | { readonly type: "start"; readonly order: RunOrder }
  | { readonly type: "pause" }
  | { readonly type: "resume" }
  | { readonly type: "step"; readonly by: "batch" | "epoch" }
  | { readonly type: "stop" }
  | { readonly type: "check"; readonly lab: string; readonly settings: Readonly<Record<string, string>> }
  /** The page has the last snapshot. */
  | { readonly type: "seen" };

/** An epoch that has ended. */
export interface EpochLine {
  readonly phase: string;
  readonly epoch: number;
  readonly epochs: number;
  readonly trainLoss: number;
  readonly validationLoss?: number;
  readonly best: boolean;
}

/** Where a run is, and what came since the snapshot before. */
export interface Snapshot {
  readonly phase: string;
  readonly epoch: number;
  readonly batch: number;
  /** Steps of the whole run so far. */
  readonly step: number;
  /** The losses of the steps since the last snapshot, in their order; `phases[i]` is the name of the phase that began with step `starts[i]`. */
  readonly losses: Float32Array;
  readonly from: number;
  readonly epochs: readonly EpochLine[];
  /** The network as it is now, as HTML that @recurra/report made, in which every text is escaped; "" where nothing is drawn. */
  readonly pictures: string;
}

/** What a run ended with. */
export interface RunResult {
  /** Its findings as HTML, as `pictures` are. */
  readonly body: string;
  /** The whole report as a page of its own. */
  readonly page: string;
  readonly model?: Uint8Array;
}

export type RunState = "running" | "paused" | "ended" | "failed" | "stopped";

export type Message =
  | { readonly type: "state"; readonly id: number; readonly state: RunState }
  | { readonly type: "snapshot"; readonly id: number; readonly snapshot: Snapshot }
  | { readonly type: "result"; readonly id: number; readonly result: RunResult }
  /** What is wrong with each setting that was asked about; none where all are good. */
  | { readonly type: "checked"; readonly id: number; readonly problems: Readonly<Record<string, string>> }
  | { readonly type: "failed"; readonly id: number; readonly message: string };
