import type { NetworkFacts } from "../model-file/network-facts.ts";

/** What a model tells of itself in plain data; of a forecaster, its settings and what its fit did are among it. */
export interface ModelFacts extends NetworkFacts {
  readonly task: "forecast" | "network";
}
