// All that a comparison found.
import type { CodeBlock } from "@recurra/report";
import type { TrainingResult } from "recurra/training";
import type { AgainstPersistence } from "../prices/against-persistence.ts";
import type { CompareData } from "./data.ts";
import type { NetworkName } from "./networks.ts";
import type { CompareSettings } from "./settings.ts";

/** One network with all that it did. */
export interface Contender {
  readonly title: string;
  readonly name: NetworkName;
  readonly parameters: number;
  /** The network as it prints itself. */
  readonly printed: CodeBlock;
  readonly training: TrainingResult;
  /** The test days, as prices. */
  readonly predicted: Float64Array;
  readonly score: AgainstPersistence;
}

export interface CompareFound {
  readonly settings: CompareSettings;
  readonly data: CompareData;
  readonly contenders: readonly Contender[];
}
