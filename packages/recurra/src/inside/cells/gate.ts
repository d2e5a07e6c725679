// Gates that all cells have in the same way: a weighted sum, bent.
import { exp, tanh } from "../../core/math.ts";
import type { QuantityInside } from "./cell-inside.ts";
import type { ExplainedLine } from "./explanation.ts";
import { figure } from "./figure.ts";
import type { Place } from "./place.ts";

/** 1 / (1 + e^-a). */
export function sigmoid(a: number): number {
  return 1 / (1 + exp(-a));
}

interface Bent {
  readonly f: (a: number) => number;
  readonly tex: string;
  readonly says: string;
}

/** What bends a sum, and its name in TeX and in words. */
const BENT: Readonly<Record<"sigmoid" | "tanh", Bent>> = {
  sigmoid: { f: sigmoid, tex: "\\sigma", says: "the sigmoid of it, from 0 to 1" },
  tanh: { f: tanh, tex: "\\tanh", says: "its hyperbolic tangent, from -1 to 1" },
};

/** Who this gate is. */
type Own = Pick<QuantityInside, "symbol" | "name" | "traced" | "says">;

/** A gate of row block `block`: f(W x + W h + b). */
export function bentSum(bent: "sigmoid" | "tanh", block: number, own: Own): QuantityInside {
  const { tex, says } = BENT[bent];
  const { symbol } = own;
  return {
    ...own,
    kind: bent === "sigmoid" ? "gate" : "candidate",
    bounds: bent === "sigmoid" ? [0, 1] : [-1, 1],
    tex: (past) => `${symbol}_t = ${tex}(W_{i${symbol}} x_t + W_{h${symbol}} h_{${past}} + b_${symbol})`,
    lines: (at) => {
      const sum = wholeSum(at, block, symbol);
      return [sum, bentLine(at, bent, symbol, sum.value, says)];
    },
  };
}

/** a = W x + b + W h + b of a row block. */
export function wholeSum(at: Place, block: number, symbol: string, gives: string = `a_${symbol}`): ExplainedLine {
  const sums = [at.inputSum(block, symbol), at.stateSum(block, symbol)];
  return at.sumLine(gives, sums, "the sum of all that it reads");
}

/** f(a) of a sum that stands in a line before. */
export function bentLine(at: Place, bent: "sigmoid" | "tanh", symbol: string, a: number, says?: string): ExplainedLine {
  const { f, tex, says: usual } = BENT[bent];
  const [gives, numbers] = [`${symbol}_t`, `${tex}(${figure(a)})`];
  return at.line({ gives, tex: `${tex}(a_${symbol})`, numbers, value: f(a), says: says ?? usual });
}
