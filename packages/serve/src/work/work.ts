// What goes to a worker and what comes back: plain data, as it is copied between threads.

import type { ProblemData } from "../http/problem.ts";
import type { Query } from "./csv-body.ts";
import type { Times } from "./rows.ts";

/** Limits that a worker checks. */
export interface WorkLimits {
  readonly rows: number;
  readonly windows: number;
  readonly depth: number;
}

/** The last rows of a forecaster's stream. */
export interface ForecastState {
  readonly columns: readonly Float64Array[];
  readonly times: Times | undefined;
  /** Number of the first of them in the stream, from 1. */
  readonly first: number;
}

/** The states of a network's recurrent layers. */
export interface NetworkStates {
  readonly layers: readonly { readonly h: Float32Array; readonly c?: Float32Array }[];
}

export type StreamState = ForecastState | NetworkStates;

/** Which step of which stream. */
export interface StepAt {
  readonly id: string;
  /** Counts from 1. */
  readonly step: number;
}

export interface StepAnswer<State> {
  readonly answer: unknown;
  readonly state: State;
}

export type Job =
  | { readonly kind: "ready" }
  | { readonly kind: "predict"; readonly body: Uint8Array }
  | { readonly kind: "csv"; readonly body: Uint8Array; readonly query: Query }
  | { readonly kind: "step"; readonly body: Uint8Array; readonly at: StepAt; readonly state: StreamState | undefined };

/** The text of the answer, and after a step the stream's new state; or why there is none. */
export type Outcome =
  | { readonly text: string; readonly state?: StreamState }
  | { readonly problem: ProblemData }
  /** A fault of ours, for the log. */
  | { readonly fault: string }
  /** The job's worker ended, and the next one, too. */
  | { readonly died: Error };

/** What runs jobs: the workers, or in tests something that stands for them. */
export interface Computing {
  /**
   * Runs jobs one after another in one worker. The outcomes are those of the first of them, at least one, in their order.
   * Rejects with the signal's reason once it is aborted, and gives the work up.
   */
  run(jobs: readonly Job[], signal: AbortSignal): Promise<readonly Outcome[]>;
  /** Calls of `run` that are worked on at once. */
  readonly size: number;
  /** Workers that ended and were replaced. */
  readonly replaced: number;
  close(): Promise<void>;
}

/** What a worker starts with. */
export interface WorkerStart {
  /** The model's file; undefined for the pretrained network, which has none. */
  readonly bytes: Uint8Array | undefined;
  readonly file: string;
  readonly limits: WorkLimits;
  /** Files with classes of modules that the model names. */
  readonly moduleFiles?: readonly string[];
  /** What they were when the service loaded them. */
  readonly moduleHashes?: readonly string[];
  /** The file of koffi that this thread has loaded, for a worker that would not find it. */
  readonly koffi?: string;
}
