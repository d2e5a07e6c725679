// All that a run of the denoising lab found.
import type { CodeBlock } from "@recurra/report";
import type { Sequences } from "./data.ts";
import type { Scored } from "./score.ts";
import type { DenoiseSettings } from "./settings.ts";

/** All that a run found. */
export interface DenoiseFound extends Scored {
  readonly settings: DenoiseSettings;
  readonly parameters: number;
  /** The network as it prints itself. */
  readonly printed: CodeBlock;
  readonly testing: Sequences;
  /** The loss of every training step. */
  readonly stepLosses: readonly number[];
  /** The mean loss of every epoch. */
  readonly trainLosses: readonly number[];
}
