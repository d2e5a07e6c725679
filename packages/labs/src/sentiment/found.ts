// All that a run of the sentiment lab found.
import type { CodeBlock } from "@recurra/report";
import type { Advantage } from "../lab/advantage.ts";
import type { Sentence } from "./grammar.ts";
import type { Scored } from "./score.ts";
import type { SentimentSettings } from "./settings.ts";

/** A sentence word by word. */
export interface Followed {
  readonly sentence: Sentence;
  /** The probability of praise after each word. */
  readonly after: readonly number[];
}

/** A sentence with more and more padding behind it. */
interface Padded {
  readonly sentence: Sentence;
  /** Probabilities of praise with 0, 1, 2, ... places of padding, by who says them. */
  readonly masked: readonly number[];
  readonly unmasked: readonly number[];
  readonly trainedUnmasked: readonly number[];
}

/** All that a run found. */
export interface SentimentFound {
  readonly settings: SentimentSettings;
  /** "GRU of 32 units". */
  readonly name: string;
  readonly parameters: number;
  /** The network, as it prints itself. */
  readonly printed: CodeBlock;
  /** Words of the vocabulary, with what stands for padding and for unknown words. */
  readonly vocabulary: number;
  readonly testing: readonly Sentence[];
  readonly lengths: { readonly least: number; readonly most: number };
  readonly trainLosses: readonly number[];
  readonly validationLosses: readonly number[];
  readonly network: Scored;
  /** The same weights, with padding read as words are; and a network that was trained so. */
  readonly unmasked: Scored;
  readonly trainedUnmasked: Scored;
  /** Always the same, naive Bayes, logistic regressions on words and on pairs. */
  readonly rivals: readonly Scored[];
  /** The best of them in validation, and the network against it. */
  readonly rival: Scored;
  readonly advantage: Advantage;
  /** Share of padding in batches as they come, and where sentences were sorted by their length. */
  readonly padding: { readonly shuffled: number; readonly sorted: number };
  /** The first sentences of a batch, as words, numbers and mask. */
  readonly shown: readonly Sentence[];
  readonly numbers: readonly (readonly number[])[];
  /** The first of each kind, then others. */
  readonly padded: readonly Padded[];
  readonly right: readonly Followed[];
  readonly wrong: readonly Followed[];
}
