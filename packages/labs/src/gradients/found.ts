// All that a run of the lab of gradients found.
import type { ExplosionHistory } from "./clipping.ts";
import type { Measured } from "./norms.ts";
import type { Reached } from "./reach.ts";
import type { GradientsSettings } from "./settings.ts";
import type { Subject } from "./subjects.ts";

/** All that a run found; lists of networks are in the order of `networks`. */
export interface GradientsFound {
  readonly settings: GradientsSettings;
  readonly networks: readonly Subject[];
  /** Of a new plain network's recurrent weights. */
  readonly radius: number;
  /** One for each length. */
  readonly initial: readonly (readonly Measured[])[];
  /** One for each gain. */
  readonly scaled: readonly (readonly Measured[])[];
  /** One list for each kind of stack, the layer next to the input first. */
  readonly depth: readonly Float64Array[];
  readonly unclipped: ExplosionHistory;
  readonly clipped: ExplosionHistory;
  /** One for each distance. */
  readonly learned: readonly (readonly Reached[])[];
}
