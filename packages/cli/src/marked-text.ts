// Paragraphs of a lab on a terminal: the marks for code, stress and formulas of recurra/report become what a terminal has.

import { printable, styled, wrap } from "./terminal.ts";

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
    .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, "$1/$2")
    .replace(/\\sqrt\s*\{([^{}]*)\}/g, "√($1)")
    .replace(/\\[,;:!> ]/g, " ")
    .replace(/\\([a-zA-Z]+|\|)/g, (_, name: string) => SYMBOLS[name] ?? name)
    .replace(/([_^])\{([^{}]*)\}/g, (_, sign: string, inner: string) =>
      /^\w*$/.test(inner) ? `${sign}${inner}` : `${sign}(${inner})`,
    )
    .replace(/\\?[{}]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The text without marks: formulas in plain signs, the words of `code` and **stress** as they are. */
export function unmarked(text: string): string {
  return marks(text)
    .map(({ shown }) => shown)
    .join("");
}

interface Part {
  readonly shown: string;
  readonly strong: boolean;
}

function marks(text: string): Part[] {
  const parts = text.replace(/\s+/g, " ").matchAll(/`([^`]+)`|\*\*(.+?)\*\*|\$([^$]+)\$|[^`*$]+|./gu);
  return [...parts].flatMap(([all, code, strong, tex]): Part[] => {
    if (code !== undefined) return [{ shown: printable(code), strong: false }];
    if (strong !== undefined) return marks(strong).map(({ shown }) => ({ shown, strong: true }));
    return [{ shown: printable(tex === undefined ? all : plainFormula(tex)), strong: false }];
  });
}

/** A paragraph in lines of at most `width`; **stress** is bold where the terminal has it. */
export function paragraph(text: string, width: number): string {
  const parts = marks(text.trim());
  const plain = parts.map(({ shown }) => shown).join("");
  const strong = parts.flatMap(({ shown, strong }) => Array.from(shown, () => strong));
  let at = 0;
  return wrap(plain, width).replace(/\S+/gu, (word) => {
    at = plain.indexOf(word, at) + word.length;
    return strong[at - 1] ? styled("bold", word) : word;
  });
}
