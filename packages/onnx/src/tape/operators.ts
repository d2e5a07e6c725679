// The operations of the tape, each with how it is written.
import { ARRANGEMENT } from "./arrangement.ts";
import { ELEMENTWISE } from "./elementwise.ts";
import { LAYERS } from "./layers.ts";
import type { Operator } from "./operator.ts";
import { REDUCTIONS } from "./reductions.ts";

/** Every operation that is exported, by the name that the tape is told. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  ...ELEMENTWISE,
  ...ARRANGEMENT,
  ...REDUCTIONS,
  ...LAYERS,
};
