// All that a run of the text lab found.
import type { CodeBlock } from "@recurra/report";
import type { Advantage } from "../lab/advantage.ts";
import type { Passage } from "./data.ts";
import type { Written } from "./sampling.ts";
import type { Given } from "./score.ts";
import type { TextSettings } from "./settings.ts";
import type { Readers } from "./units.ts";

/** N-grams of one order, in bits a character. */
interface ByOrder {
  readonly order: number;
  readonly validation: number;
  readonly test: number;
}

/** A piece that the network wrote while it was trained: 0 epochs is the network that has learnt nothing. */
export interface Early {
  readonly epochs: number;
  readonly piece: Written;
}

/** All that a run found. */
export interface TextFound {
  readonly settings: TextSettings;
  readonly passage: Passage;
  /** "LSTM of 192 units". */
  readonly name: string;
  readonly parameters: number;
  /** The network, as it prints itself. */
  readonly printed: CodeBlock;
  /** The network's bits a character at each epoch, while it was trained (with dropout) and in the validation part. */
  readonly trainBits: readonly number[];
  readonly validationBits: readonly number[];
  /** The epoch whose weights were kept. */
  readonly bestEpoch: number;
  readonly network: Given;
  readonly ngrams: readonly ByOrder[];
  /** The order with the fewest bits in the validation part, and its answers in the test part. */
  readonly order: number;
  readonly rival: Given;
  /** The network against it, by pieces of the test part. */
  readonly advantage: Advantage;
  /** Both mixed: the network's share, chosen in the validation part. */
  readonly share: number;
  readonly mixture: Given;
  readonly prompt: string;
  readonly early: readonly Early[];
  /** What the network wrote at each temperature, and the n-grams at 1. */
  readonly written: readonly { readonly temperature: number; readonly piece: Written }[];
  readonly writtenByNgrams: Written;
  readonly readers: Readers;
}
