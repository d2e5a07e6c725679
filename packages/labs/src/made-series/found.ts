// What a run of the lab of made series found, for its numbers and its pictures.
import type { Inside } from "./inside.ts";
import type { MadeSeriesSettings } from "./settings.ts";
import type { Unseen } from "./unseen.ts";

export interface MadeSeriesFound {
  readonly settings: MadeSeriesSettings;
  readonly parameters: number;
  /** Series that the training has drawn. */
  readonly drawn: number;
  /** The loss of every training step. */
  readonly stepLosses: readonly number[];
  readonly trainLosses: readonly number[];
  readonly unseen: Unseen;
  /** Of the file; undefined where there is none. */
  readonly inside: Inside | undefined;
}
