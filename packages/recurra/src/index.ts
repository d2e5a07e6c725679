export * from "./core/errors.ts";
export { Generator, manualSeed, withSeed } from "./core/random.ts";
export * from "./data/index.ts";
export * from "./evaluation/index.ts";
export { readSafetensors, type SafetensorsFile, type StoredTensor, writeSafetensors } from "./format/safetensors.ts";
export * from "./tensor/index.ts";
