/** The step between rows: what the next times are, and which holes are gaps. It never fills rows in. */
export interface RowStep {
  /** "business day", "1 hour", "1 month". */
  readonly description: string;
  /** The sentence that tells a user which holes count as gaps. */
  readonly gapRule: string;
  /** Rows per season, where the calendar gives one. */
  readonly season: number | undefined;
  /** The time that follows `time`. */
  after(time: number): number;
  /** How many expected rows are missing between two neighbours, when so many that it counts as a gap; else 0. */
  missedBetween(earlier: number, later: number): number;
  /**
   * Where a time stands on the regular grid of the step, from an arbitrary origin: neighbours on the grid differ by 1. Absent where the
   * steps differ too much for a grid.
   */
  slotOf?(time: number): number;
}
