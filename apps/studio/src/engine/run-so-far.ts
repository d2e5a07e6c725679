// What is known of a run so far: what its snapshots have told, whether anybody looks at the page or not.
import { LossTrack } from "./loss-track.ts";
import { PhaseTracks } from "./phase-tracks.ts";
import type { EpochLine, HeldOutForecast, Rivals, RunResult, RunState, Snapshot } from "./protocol.ts";

/** Where a run is. */
export interface Seen {
  readonly phase: string;
  readonly epoch: number;
  readonly epochs: number;
  readonly batch: number;
  readonly step: number;
  /** Of the weights, where the run rests at the step that its link names. */
  readonly weights?: string;
}

export const NOWHERE: Seen = { phase: "", epoch: 0, epochs: 0, batch: 0, step: 0 };

export class RunSoFar {
  state: RunState = "running";
  seen: Seen = NOWHERE;
  epochs: readonly EpochLine[] = [];
  pictures = "";
  rival: Rivals | undefined;
  heldOut: HeldOutForecast | undefined;
  result: RunResult | undefined;
  problem = "";
  /** The SHA-256 of its weights at the step that its link names, from there on. */
  weights: string | undefined;
  losses: LossTrack = new LossTrack();
  /** The same losses, each phase from its own first step. */
  readonly tracks: PhaseTracks = new PhaseTracks();

  take(snapshot: Snapshot): void {
    const { phase, epoch, batch, step, losses, phases, epochs, pictures, weights, heldOut } = snapshot;
    this.tracks.add(snapshot);
    this.losses.add(losses, phases);
    if (epochs.length > 0) this.epochs = [...this.epochs, ...epochs];
    const most = this.epochs.findLast((line) => line.phase === phase)?.epochs ?? this.seen.epochs;
    this.seen = { phase, epoch, epochs: most, batch, step, ...(weights !== undefined && { weights }) };
    if (weights !== undefined) this.weights = weights;
    if (pictures !== "") this.pictures = pictures;
    if (heldOut) this.heldOut = heldOut;
  }
}
