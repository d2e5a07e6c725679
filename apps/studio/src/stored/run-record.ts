// A run as this browser keeps it: what a list of runs needs, and apart from that what its page shows.
import type { StoredLosses } from "../engine/loss-track.ts";
import type { StoredPhaseTrack } from "../engine/phase-tracks.ts";
import type { EpochLine, HeldOutForecast, Rivals, RunResult, RunState } from "../engine/protocol.ts";

/** A run in a list. */
export interface RunSummary {
  /** Made by chance: two tabs that play the same link make two runs. */
  readonly id: string;
  /** The fragment of its link, which is all that the run depends on. */
  readonly link: string;
  /** Milliseconds since 1970: for people, and for the order of a list. */
  readonly started: number;
  readonly changed: number;
  /** As it was when it was written: a run that is "running" and in no tab rests. */
  readonly state: RunState;
  readonly step: number;
  readonly lastLoss?: number;
  readonly validationLoss?: number;
  /** The answer, in a sentence. */
  readonly verdict?: string;
  /** SHA-256 of the weights at the step that its link names. */
  readonly weights?: string;
  /** What its owner calls it. */
  readonly name?: string;
  /** Never among those that are dropped when there are too many. */
  readonly pinned: boolean;
}

/** Where a run was. */
export interface StoredPlace {
  readonly phase: string;
  readonly epoch: number;
  readonly epochs: number;
  readonly batch: number;
}

/** What the page of a run shows. */
export interface RunPieces {
  readonly id: string;
  readonly place: StoredPlace;
  readonly losses: StoredLosses;
  /** The same, each phase from its own first step. */
  readonly tracks?: readonly StoredPhaseTrack[];
  readonly epochs: readonly EpochLine[];
  /** HTML, which is never taken as it comes back: see runs/clean-html.ts. */
  readonly pictures: string;
  /** Of a forecast, where its held-out rows are not too many. */
  readonly rival?: Rivals;
  readonly heldOut?: HeldOutForecast;
  readonly result?: RunResult;
  /** Why it failed, where it did. */
  readonly problem?: string;
}

export interface StoredRun {
  readonly summary: RunSummary;
  readonly pieces: RunPieces;
}
