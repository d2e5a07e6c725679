// A new state as a mixture of two values, weighed by the gate z.
import type { ExplainedLine, ExplainedRead } from "./explanation.ts";
import { bracketed, figure } from "./figure.ts";
import type { Place } from "./place.ts";

interface Mixed {
  readonly read: ExplainedRead;
  readonly tex: string;
  readonly says: string;
}

/** (1 - z) times one value, z times the other, and their sum. */
export function mixLines(at: Place, one: Mixed, other: Mixed): ExplainedLine[] {
  const z = at.read("z");
  const rest = 1 - z.value;
  const [left, right] = [rest * one.read.value, z.value * other.read.value];
  const tex = [`(1 - z_t) ${one.tex}`, `z_t ${other.tex}`];
  return [
    at.line({
      ...{ gives: tex[0], tex: tex[0], value: left, says: one.says, reads: [z, one.read] },
      numbers: `${figure(rest)} \\cdot ${bracketed(one.read.value)}`,
    }),
    at.line({
      ...{ gives: tex[1], tex: tex[1], value: right, says: other.says, reads: [z, other.read] },
      numbers: `${figure(z.value)} \\cdot ${bracketed(other.read.value)}`,
    }),
    at.line({
      ...{ gives: "h_t", tex: tex.join(" + "), numbers: `${figure(left)} + ${bracketed(right)}` },
      ...{ value: left + right, says: "the state after this step" },
    }),
  ];
}
