export type { ReadOptions } from "../model-file/known-kinds.ts";
export type { NetworkFacts } from "../model-file/network-facts.ts";
export { type FactsToKeep, Model, type Network } from "./model.ts";
export type { DescribedLayer, DescribedParameter, ModelDescription } from "./model-description.ts";
export type { ModelFacts } from "./model-facts.ts";
