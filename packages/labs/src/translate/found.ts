// All that a run of the lab that reads dates found.
import type { CodeBlock } from "@recurra/report";
import type { Scored } from "./score.ts";
import type { TranslateSettings } from "./settings.ts";

/** One network and its training. */
export interface Trained {
  readonly name: string;
  readonly attends: boolean;
  readonly parameters: number;
  readonly stepLosses: readonly number[];
  readonly trainLosses: readonly number[];
  readonly validationLosses: readonly number[];
  readonly bestEpoch: number;
  /** As it prints itself. */
  readonly printed: CodeBlock;
}

/** A text with where the network looked while it wrote. */
export interface Looked {
  readonly text: string;
  readonly iso: string;
  readonly written: string;
  readonly known: boolean;
  /** [10][characters of the text]. */
  readonly attention: readonly ArrayLike<number>[];
}

/** What network and rules make of a text that is in no list. */
interface Question {
  readonly text: string;
  readonly about: string;
  readonly network: string;
  readonly rules: string | undefined;
}

export interface TranslateFound {
  readonly settings: TranslateSettings;
  /** The one with attention first. */
  readonly trained: readonly [Trained, ...Trained[]];
  /** Other dates in the formats of training. */
  readonly known: Scored;
  /** The same dates in other formats. */
  readonly unknown: Scored;
  /** Empty without attention. */
  readonly looked: readonly Looked[];
  readonly questions: readonly Question[];
  /** Texts of training, for the page. */
  readonly examples: readonly { readonly text: string; readonly iso: string }[];
  /** Texts of training with a typing error. */
  readonly typos: number;
}
