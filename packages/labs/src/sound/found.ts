// All that a run of the sound lab found.
import type { CodeBlock } from "@recurra/report";
import type { Sound } from "./data.ts";
import type { OwnSound } from "./own-sound.ts";
import type { Noisy, Scored } from "./score.ts";
import type { SoundSettings } from "./settings.ts";
import type { WienerSettings } from "./wiener.ts";

/** Sounds with the noise that is on them, and what was made of them. */
export interface Tested extends Scored {
  readonly sounds: readonly (Pick<Sound, "instrument"> & Noisy)[];
}

/** What passes in one sound, for a picture: of each step and frame, the share of each frequency that passes. */
interface Gates {
  /** [steps][filters], lowest frequency first. */
  readonly network: readonly ArrayLike<number>[];
  readonly wiener: readonly ArrayLike<number>[];
}

export interface SoundFound {
  readonly settings: SoundSettings;
  readonly parameters: number;
  /** The network as it prints itself. */
  readonly printed: CodeBlock;
  /** The noise's mean square, of sounds of 1. */
  readonly noise: number;
  readonly wiener: WienerSettings;
  readonly stepLosses: readonly number[];
  readonly trainLosses: readonly number[];
  readonly validationLosses: readonly number[];
  readonly bestEpoch: number;
  /** Other melodies on the instruments of training. */
  readonly test: Tested;
  /** Melodies on an instrument that is not among those of training. */
  readonly unseen: Tested;
  readonly own?: Scored & { readonly sound: OwnSound; readonly noisy: Noisy };
  /** The sound of the pictures, by its place in the test. */
  readonly shown: number;
  readonly gates: Gates;
}
