// A unit of an opened layer at one of its steps: what it reads there, by letter.
import type { ExplainedLine, ExplainedPart, ExplainedRead, ExplainedSum } from "./explanation.ts";
import { bracketed, figure } from "./figure.ts";
import type { OpenedLayer } from "./opened.ts";

/** "t-1", or "t+1" of a layer that reads from the end. */
function stepBefore({ reversed }: Pick<OpenedLayer, "reversed">): string {
  return reversed ? "t+1" : "t-1";
}

/** What a line is, but for what most lines have none of. */
type LineParts = Pick<ExplainedLine, "gives" | "tex" | "numbers" | "value" | "says"> & Partial<ExplainedLine>;

export class Place {
  readonly layer: OpenedLayer;
  unit: number;
  t: number;
  /** "t-1" or "t+1". */
  readonly past: string;
  readonly #most: number;
  readonly #values = new Map<string, Float32Array>();

  constructor(layer: OpenedLayer, unit: number, t: number, most: number) {
    this.layer = layer;
    this.unit = unit;
    this.t = t;
    this.past = stepBefore(layer);
    this.#most = most;
    for (const { symbol, values } of [...layer.gates, ...layer.states]) this.#values.set(symbol, values);
  }

  /** Goes to another unit and step. */
  moveTo(unit: number, t: number): void {
    this.unit = unit;
    this.t = t;
  }

  /** The number of a gate or a state of this unit, or of another one, after this step. */
  now(symbol: string, unit: number = this.unit): number {
    return this.#values.get(symbol)![this.t * this.layer.hiddenSize + unit];
  }

  /** The number of a state before this step. */
  before(symbol: string, unit: number = this.unit): number {
    const [values, from] = this.#rowBefore(symbol);
    return values[from + unit];
  }

  /** A gate or a state after this step. */
  read(symbol: string): ExplainedRead {
    return { symbol, t: this.t, unit: this.unit, value: this.now(symbol) };
  }

  /** A state before this step. */
  readBefore(symbol: string): ExplainedRead {
    const t = this.#stepBefore();
    return { symbol, t, unit: this.unit, value: this.before(symbol) };
  }

  /** The step that was read before this one; -1 for none. */
  #stepBefore(): number {
    const { reversed, steps } = this.layer;
    const t = this.t + (reversed ? 1 : -1);
    return t < steps ? t : -1;
  }

  /** Where a state of all units before this step lies. */
  #rowBefore(symbol: string): readonly [values: Float32Array, from: number] {
    const t = this.#stepBefore();
    const { first, hiddenSize } = this.layer;
    return t < 0 ? [first[symbol], 0] : [this.#values.get(symbol)!, t * hiddenSize];
  }

  /** W x of row block `block`, whose letter is `gate`; "i" stands for the input. */
  inputSum(block: number, gate: string): ExplainedSum {
    const { inputSize, hiddenSize, x, inputNames, weights } = this.layer;
    const row = block * hiddenSize + this.unit;
    const parts = Array.from({ length: inputSize }, (_, index): ExplainedPart => {
      const at = row * inputSize + index;
      const [weight, value] = [weights.ih[at], x[this.t * inputSize + index]];
      const name = inputNames[index] ?? `input ${index + 1}`;
      return { symbol: "x", index, name, weight, at, value, product: weight * value };
    });
    const [tex, letter] = [`W_{i${gate}} x_t`, `b_{i${gate}}`];
    return this.#sum({ tex, says: "of what is read", weights: "ih", row, parts, bias: [letter, weights.biasIh[row]] });
  }

  /** W h of row block `block`, or W (r * h) where `reset` is the letter of a gate. */
  stateSum(block: number, gate: string, reset?: string): ExplainedSum {
    const { hiddenSize, weights } = this.layer;
    const row = block * hiddenSize + this.unit;
    const [from, width] = this.#head();
    const parts = Array.from({ length: width }, (_, k): ExplainedPart => {
      const index = from + k;
      const before = this.before("h", index);
      const at = row * width + k;
      const [weight, value] = [weights.hh[at], reset ? this.now(reset, index) * before : before];
      const name = `unit ${index + 1} before${reset ? ", as its reset gate lets it through" : ""}`;
      return { symbol: reset ? "rh" : "h", index, name, weight, at, value, product: weight * value };
    });
    const tex = `W_{h${gate}} ${reset ? `(${reset}_t \\odot h_{${this.past}})` : `h_{${this.past}}`}`;
    return this.#sum({
      tex,
      says: "of what the units said before",
      ...{ weights: "hh" as const, row },
      parts,
      bias: [`b_{h${gate}}`, weights.biasHh[row]],
    });
  }

  /** W x + b of a row block, without its parts. */
  inputTotal(block: number): number {
    const { inputSize, hiddenSize, x, weights } = this.layer;
    const row = block * hiddenSize + this.unit;
    let sum = weights.biasIh[row] ?? 0;
    for (let i = 0; i < inputSize; i++) sum += weights.ih[row * inputSize + i] * x[this.t * inputSize + i];
    return sum;
  }

  /** W h + b of a row block, without its parts. */
  stateTotal(block: number): number {
    const { hiddenSize, weights } = this.layer;
    const row = block * hiddenSize + this.unit;
    const [from, width] = this.#head();
    let sum = weights.biasHh[row] ?? 0;
    const [h, at] = this.#rowBefore("h");
    for (let k = 0; k < width; k++) sum += weights.hh[row * width + k] * h[at + from + k];
    return sum;
  }

  /** The first of the units that this one reads, and how many they are: those of its own head. */
  #head(): readonly [from: number, width: number] {
    const { inputSize, weights } = this.layer;
    const width = (weights.hh.length * inputSize) / weights.ih.length;
    return [Math.floor(this.unit / width) * width, width];
  }

  #sum(of: {
    readonly tex: string;
    readonly says: string;
    readonly weights: ExplainedSum["weights"];
    readonly row: number;
    readonly parts: readonly ExplainedPart[];
    readonly bias: readonly [tex: string, value: number | undefined];
  }): ExplainedSum {
    const sorted = [...of.parts].sort((a, b) => Math.abs(b.product) - Math.abs(a.product) || a.index - b.index);
    const [parts, left] = [sorted.slice(0, this.#most), sorted.slice(this.#most)];
    const add = (some: readonly ExplainedPart[]): number => some.reduce((sum, { product }) => sum + product, 0);
    const [tex, bias] = of.bias;
    return {
      ...{ tex: of.tex, says: of.says, weights: of.weights, row: of.row },
      parts,
      rest: { count: left.length, total: add(left) },
      ...(bias !== undefined && { bias: { tex, value: bias } }),
      total: add(of.parts) + (bias ?? 0),
    };
  }

  /** A weighted sum as a line: its halves, one after the other. */
  sumLine(gives: string, sums: readonly ExplainedSum[], says: string): ExplainedLine {
    const tex = sums.map((one) => (one.bias ? `${one.tex} + ${one.bias.tex}` : one.tex)).join(" + ");
    const numbers = sums.map(({ total }, i) => (i === 0 ? figure(total) : bracketed(total))).join(" + ");
    return this.line({ gives, tex, numbers, value: sums.reduce((sum, { total }) => sum + total, 0), says, sums });
  }

  line(parts: LineParts): ExplainedLine {
    return { sums: [], reads: [], ...parts };
  }
}
