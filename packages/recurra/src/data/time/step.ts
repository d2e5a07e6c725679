/** How many rows of a step the periods of the calendar have, each where it follows from the step: parts of a row too. */
export interface RowsPer {
  readonly minute?: number;
  readonly hour?: number;
  readonly day?: number;
  readonly week?: number;
  readonly year?: number;
}

/** The step between rows: what the next times are, and which holes are gaps. It never fills rows in. */
export interface RowStep {
  /** "business day", "1 hour", "1 month". */
  readonly description: string;
  /** The sentence that tells a user which holes count as gaps. */
  readonly gapRule: string;
  /** Rows per season, where the calendar gives one. */
  readonly season: number | undefined;
  readonly rowsPer: RowsPer;
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
