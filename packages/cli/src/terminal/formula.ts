// TeX for a terminal, which has one line and no raised letters.

const SYMBOLS: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  theta: "θ",
  lambda: "λ",
  mu: "μ",
  pi: "π",
  sigma: "σ",
  phi: "φ",
  partial: "∂",
  nabla: "∇",
  sum: "Σ",
  prod: "Π",
  cdot: "·",
  odot: "⊙",
  circ: "∘",
  times: "×",
  pm: "±",
  le: "≤",
  leq: "≤",
  ge: "≥",
  geq: "≥",
  ne: "≠",
  neq: "≠",
  approx: "≈",
  to: "→",
  rightarrow: "→",
  leftarrow: "←",
  infty: "∞",
  ldots: "…",
  dots: "…",
  cdots: "…",
  lVert: "‖",
  rVert: "‖",
  Vert: "‖",
  "|": "‖",
  lvert: "|",
  rvert: "|",
  quad: " ",
  qquad: " ",
};

/** A formula in one line of plain signs: $h_{t-1}$ is h_(t-1), $\frac{a}{b}$ is a/b. */
export function plainFormula(tex: string): string {
  return tex
    .replace(/\\(?:left|right|displaystyle|big|Big|bigl|bigr)(?![a-zA-Z])/g, "")
    .replace(
      /\\(?:text|mathrm|mathbf|mathit|mathcal|mathbb|operatorname|boldsymbol|tilde|hat|bar)\s*\{([^{}]*)\}/g,
      "$1",
    )
    .replace(/([_^])\{([^{}]*)\}/g, (_, sign: string, inner: string) => sign + bracketTerms(inner))
    .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, (_, above: string, below: string) =>
      [above, below].map(bracketTerms).join("/"),
    )
    .replace(/\\sqrt\s*\{([^{}]*)\}/g, "√($1)")
    .replace(/\\[,;:!> ]/g, " ")
    .replace(/\\([a-zA-Z]+|\|)/g, (_, name: string) => SYMBOLS[name] ?? name)
    .replace(/\\?[{}]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** In brackets where it has several terms. */
function bracketTerms(tex: string): string {
  return /[-+]/.test(tex) ? `(${tex})` : tex;
}
