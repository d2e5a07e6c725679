// What a cell's own file says of its inside.
import type { ExplainedLine } from "./explanation.ts";
import type { OpenedForm, OpenedQuantity } from "./opened.ts";
import type { Place } from "./place.ts";

/** How a quantity is drawn: between bounds that its formula holds, or, from `from` on, as far as its values go. */
export type Bounds = OpenedQuantity["range"] | "any" | "from 0";

/** A gate, a candidate or a state of a cell. */
export interface QuantityInside extends Pick<OpenedQuantity, "symbol" | "name" | "kind"> {
  /** Its name in a RecurrentTrace. */
  readonly traced: string;
  readonly bounds: Bounds;
  /** Its equation in TeX, where `past` is "t-1" or "t+1", and what it is for. */
  readonly tex: (past: string) => string;
  readonly says: string;
  /** From its sums to its value. */
  readonly lines: (at: Place) => readonly ExplainedLine[];
}

/** An equation and what it says, as the blocks of reports have them. */
export interface CellEquation {
  readonly tex: string;
  readonly says: string;
}

/** d loss / d a state after a step, of one of its units: h as the kernels have it, the others through the steps behind. */
export type GradientAfter = (symbol: string, unit: number) => number;

/** From the gradients of a unit's states after a step to those of what goes into its gates, and of its states but h before the step. */
interface UnitGradients {
  /** By symbol. */
  readonly gates: Readonly<Record<string, number>>;
  /** By symbol, without h. */
  readonly states: Readonly<Record<string, number>>;
}

export interface CellInside {
  /** In the order of the weights' rows. */
  readonly gates: readonly QuantityInside[];
  /** h first. */
  readonly states: readonly QuantityInside[];
  /** Its equations in the order in which they are computed, where they are more than those of its quantities. */
  readonly equations?: (past: string) => readonly CellEquation[];
  readonly gradients: (after: GradientAfter, at: Place) => UnitGradients;
}

/** The cell of this form. */
export type CellOfForm = (form: OpenedForm) => CellInside;
