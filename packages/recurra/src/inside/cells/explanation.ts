// How one number inside a cell came about, as plain data: lines from what the cell reads to the number itself.

/** One product of a weighted sum. */
export interface ExplainedPart {
  /** What the weight multiplies with: "x" an input, "h" a unit's state before the step, "rh" that state times its reset gate. */
  readonly symbol: "x" | "h" | "rh";
  /** Which one of them, from 0. */
  readonly index: number;
  /** "value read", "unit 3 before this step". */
  readonly name: string;
  readonly weight: number;
  /** Where it lies in the layer's `weights`, of the name that the sum has. */
  readonly at: number;
  readonly value: number;
  readonly product: number;
}

/** W x or W h of one unit, with its bias. */
export interface ExplainedSum {
  /** In TeX: "W_{if} x_t". */
  readonly tex: string;
  /** "of the input", "of the states before this step". */
  readonly says: string;
  /** Whose products these are, and the row of this unit: the place of its bias. */
  readonly weights: "ih" | "hh";
  readonly row: number;
  /** The largest products by magnitude, first the largest; those left out are in `rest`. */
  readonly parts: readonly ExplainedPart[];
  /** How many products are left out, and their sum. */
  readonly rest: { readonly count: number; readonly total: number };
  /** In TeX "b_{if}"; absent where the layer has no biases. */
  readonly bias?: { readonly tex: string; readonly value: number };
  /** All products and the bias. */
  readonly total: number;
}

/** A value of the layer that a line reads: who hovers it can be taken there. */
export interface ExplainedRead {
  readonly symbol: string;
  /** The step that it is of; -1 where it is a state before the first step. */
  readonly t: number;
  readonly unit: number;
  readonly value: number;
}

/** One line: a letter, and what it is. */
export interface ExplainedLine {
  /** What it gives, in TeX: "a_f", "f_t". */
  readonly gives: string;
  /** Its right side in letters: "\\sigma(a_f)". */
  readonly tex: string;
  /** Its right side in numbers: "\\sigma(1.32)". */
  readonly numbers: string;
  readonly value: number;
  /** "the sum before the sigmoid", "what is kept, and what is written". */
  readonly says: string;
  /** Of a weighted sum: its halves, of the input and of the state. */
  readonly sums: readonly ExplainedSum[];
  /** Gates and states that it reads. */
  readonly reads: readonly ExplainedRead[];
}

/** How the value of one unit at one step came about. */
export interface Explanation {
  readonly symbol: string;
  /** "forget gate". */
  readonly name: string;
  readonly unit: number;
  readonly t: number;
  /** The equation, in TeX, as the cell's equations have it; and what it is for. */
  readonly tex: string;
  readonly says: string;
  /** From the sums to the value: the last line gives it. */
  readonly lines: readonly ExplainedLine[];
  /** What these lines come to. */
  readonly value: number;
  /** What the kernels computed: the same within the last digits of float32. */
  readonly computed: number;
}

/** Which number is to be explained. */
export interface ExplainedPlace {
  readonly symbol: string;
  readonly unit: number;
  readonly t: number;
  /** Products shown of each sum. Default 5. */
  readonly parts?: number;
}

/** A number that a component of a step has for one unit. */
export interface StageNumber {
  /** What it is, in TeX. */
  readonly tex: string;
  readonly value: number;
}

/** One component of a step of a layer, in the order in which things happen. */
export interface Stage {
  readonly kind: "input" | "recurrent" | "gate" | "candidate" | "state" | "output" | "loss" | "gradient" | "update";
  /** The gates and states that it is about. */
  readonly symbols: readonly string[];
  /** "forget gate". */
  readonly title: string;
  /** Its equation in TeX. */
  readonly tex: string;
  /** What happens in it, in a sentence. */
  readonly says: string;
  /** Those of the unit and the step that were asked for; none where they are not known, as of a loss that nobody has taken. */
  readonly numbers: readonly StageNumber[];
}
