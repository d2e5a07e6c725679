// All that a run of the direction lab found.
import type { CodeBlock } from "@recurra/report";
import type { DirectionData } from "./data.ts";
import type { Baselines, Scored } from "./score.ts";
import type { DirectionSettings } from "./settings.ts";

/** One window length: its network and what became of it. */
export interface Tried extends Scored {
  readonly length: number;
  readonly name: string;
  readonly parameters: number;
  /** The network as it prints itself. */
  readonly printed: CodeBlock;
  readonly bestEpoch: number;
  readonly trainLosses: readonly number[];
  readonly validationLosses: readonly number[];
}

/** All that a run found. */
export interface DirectionFound {
  readonly settings: DirectionSettings;
  readonly data: DirectionData;
  /** The labels of the test days. */
  readonly actual: readonly number[];
  readonly naive: Baselines;
  /** One for each window length. */
  readonly tried: readonly Tried[];
}
