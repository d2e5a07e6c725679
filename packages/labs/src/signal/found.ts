// What a run of the signal lab found, for its numbers and its pictures.

import type { CodeBlock } from "@recurra/report";
import type { Signal } from "./data.ts";
import type { Forecasts, Protocol } from "./forecast.ts";
import type { Errors, Tested } from "./score.ts";
import type { SignalSettings } from "./settings.ts";

/** A window with what the network wrote for it. */
interface WindowPicture {
  /** The first point of its input. */
  readonly start: number;
  readonly input: readonly number[];
  readonly target: readonly number[];
  readonly written: readonly number[];
}

/** A span of points, in the ways of which each begins anew often enough to be tested. */
interface TestedSpan {
  readonly teacherForced: Tested;
  readonly windowed: Tested;
  readonly noise: number;
}

/** All that a run found. */
export interface SignalFound {
  readonly settings: SignalSettings;
  readonly signal: Signal;
  readonly samples: number;
  readonly parameters: number;
  /** The network as it prints itself. */
  readonly printed: CodeBlock;
  /** The loss of every training step. */
  readonly stepLosses: readonly number[];
  /** The mean of every epoch's batches, each measured before its step. */
  readonly trainLosses: readonly number[];
  readonly pictures: readonly WindowPicture[];
  readonly forecasts: Readonly<Record<Protocol, Forecasts>>;
  /** Free-running is one path, which nothing can be tested on. */
  readonly heldOut: TestedSpan & { readonly freeRunning: Errors };
  /** Without freeRunning: one path is too few to score, and a longer one is no more than one. */
  readonly further: TestedSpan;
}
