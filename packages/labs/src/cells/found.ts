import type { CodeBlock } from "@recurra/report";
import type { CellName } from "recurra/words";
// All that a run of the lab of cells found.

import type { Marked, Memoryless } from "./data.ts";
import type { Inside } from "./inside.ts";
import type { Comparison } from "./notation.ts";
import type { CellsSettings } from "./settings.ts";

/** A network after training. */
export interface Opened {
  readonly cell: CellName;
  /** "LSTM of 6 units". */
  readonly name: string;
  readonly parameters: number;
  /** The network as it prints itself. */
  readonly printed: CodeBlock;
  readonly trainLosses: readonly number[];
  readonly inside: Inside;
}

/** All that a run found. */
export interface CellsFound {
  readonly settings: CellsSettings;
  readonly test: Marked;
  readonly naive: readonly Memoryless[];
  readonly opened: readonly Opened[];
  readonly compared: readonly Comparison[];
}
