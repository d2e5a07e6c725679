// recurra/core: errors as data and how an edge words them, the rules of options, names, random numbers and portable functions. It needs
// no kernels, so that a program may load it before anything is computed.
export * from "./errors.ts";
export * as portableMath from "./math.ts";
export { editDistance, listNames, nearestNames, quoteCell, suggestNames } from "./nearest-names.ts";
export * from "./option-rules.ts";
export * from "./phrase.ts";
export { Generator, manualSeed, withSeed } from "./random.ts";
