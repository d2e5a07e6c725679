// What a progress is told of, however it shows it.

/** What is shown of an epoch. */
export interface ProgressEpoch {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly validationLoss?: number;
  /** What the validation loss is to be below. */
  readonly toBeat?: number;
  readonly seconds: number;
  readonly best: boolean;
}

/** What is shown of a batch: where it stands in its epoch, and the epoch's mean loss so far. */
export interface ProgressBatch {
  readonly epoch: number;
  readonly batch: number;
  readonly batches: number;
  readonly loss: number;
}

export interface Progress {
  /** A new phase of at most `epochs` epochs. */
  start(phase: string, epochs: number): void;
  epoch(epoch: ProgressEpoch): void;
  batch(batch: ProgressBatch): void;
  /** How long an epoch is known to take before one has ended. */
  pace(epochSeconds: number): void;
  /** Windows of the backtest that are forecast; or series, in the word of `what`, that are scored. */
  backtest(done: number, total: number, what?: string): void;
  /** A line of its own. */
  say(line: string): void;
  /** A line above the progress that follows; where none does, as in the log of a short run, nothing. */
  head(line: string): void;
  stop(): void;
}
