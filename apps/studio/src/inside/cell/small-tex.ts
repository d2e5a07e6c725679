// The little TeX that explanations are written in, as pieces that a page sets: letters, what stands low or high, signs. Whole equations are
// set when the page is built; these change with every number.

export type Piece =
  | { readonly kind: "letter" | "upright"; readonly text: string }
  | { readonly kind: "low" | "high"; readonly pieces: readonly Piece[] };

const SIGNS: Readonly<Record<string, string>> = {
  sigma: "σ",
  tanh: "tanh",
  max: "max",
  log: "log",
  exp: "exp",
  relu: "relu",
  cdot: " · ",
  odot: " ⊙ ",
  partial: "∂",
  leftarrow: " ← ",
  eta: "η",
  alpha: "α",
  beta: "β",
  mu: "μ",
  lambda: "λ",
  epsilon: "ε",
  Delta: "Δ",
  infty: "∞",
  tilde: "",
  ",": " ",
};

/** Splits a text into its pieces; a command that there is not is its own name. */
export function piecesOf(tex: string): readonly Piece[] {
  return new Reader(tex).read();
}

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tex: string) {
    this.#tokens = tex.match(/\\[a-zA-Z]+\s*|\\.|[\d.]+|\p{L}|\s+|./gu) ?? [];
  }

  read(): Piece[] {
    const pieces: Piece[] = [];
    while (this.#at < this.#tokens.length && this.#tokens[this.#at] !== "}") pieces.push(...this.#next());
    this.#at++;
    return pieces;
  }

  #next(): readonly Piece[] {
    const token = this.#tokens[this.#at++];
    if (token === "{") return this.read();
    if (token === "_" || token === "^") {
      const pieces = this.#at < this.#tokens.length ? this.#next() : [];
      return [{ kind: token === "_" ? "low" : "high", pieces }];
    }
    if (token.startsWith("\\")) return this.#command(token.slice(1).trim());
    if (/\p{L}/u.test(token)) return [{ kind: "letter", text: token }];
    return [{ kind: "upright", text: token === "-" ? "−" : token }];
  }

  #command(name: string): readonly Piece[] {
    // What follows stands as it is written.
    if (name === "text" || name === "mathrm" || name === "operatorname") {
      const text = this.#next().map((piece) => ("text" in piece ? piece.text : ""));
      return [{ kind: "upright", text: text.join("") }];
    }
    // Its roof is a sign of its own, set over the letter.
    if (name === "hat")
      return this.#next().map((piece) => ("text" in piece ? { ...piece, text: `${piece.text}\u0302` } : piece));
    if (name === "sqrt") return [{ kind: "upright", text: "√(" }, ...this.#next(), { kind: "upright", text: ")" }];
    return [{ kind: "upright", text: SIGNS[name] ?? name }];
  }
}
