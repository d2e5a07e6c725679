export * from "./core/errors.ts";
export { Generator, manualSeed, withSeed } from "./core/random.ts";
