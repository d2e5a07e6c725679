// What one column of a file has on its chart.
import type { ChartColumn, FileChart, FileFinding, PlanPart } from "../engine/file-answers.ts";

/** A finding by its number in the list. */
export interface NumberedFinding {
  readonly number: number;
  readonly finding: FileFinding;
}

export interface Panel {
  readonly chart: FileChart;
  readonly column: ChartColumn;
  readonly parts: readonly PlanPart[];
  readonly findings: readonly NumberedFinding[];
  /** The first period of each season: its words, and how long it is on the axis. */
  readonly seasons: readonly { readonly words: string; readonly span: number }[];
  /** Whether the names of the parts, and the ticks of the axis, stand at it. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}
