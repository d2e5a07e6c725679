import type { CellOfForm, GradientAfter, QuantityInside } from "./cell-inside.ts";
import { bracketed, figure } from "./figure.ts";
import { bentLine, bentSum } from "./gate.ts";
import { mixLines } from "./mix.ts";
import type { Place } from "./place.ts";

const BLOCK = { r: 0, z: 1, n: 2 } as const;

/** n = tanh(W x + b + r * (W h + b)). */
const candidateAfter: Pick<QuantityInside, "tex" | "says" | "lines"> = {
  tex: (past) => `n_t = \\tanh(W_{in} x_t + b_{in} + r_t \\odot (W_{hn} h_{${past}} + b_{hn}))`,
  says: "candidate, the new state; the reset gate acts after the product",
  lines: (at) => {
    const [read, held] = [at.inputSum(BLOCK.n, "n"), at.stateSum(BLOCK.n, "n")];
    const r = at.read("r");
    const value = read.total + r.value * held.total;
    return [
      at.sumLine("u_n", [read], "the sum of what it reads"),
      at.sumLine("v_n", [held], "the sum of what the units said before"),
      at.line({
        ...{ gives: "a_n", tex: "u_n + r_t v_n", value, reads: [r] },
        numbers: `${figure(read.total)} + ${bracketed(r.value)} \\cdot ${bracketed(held.total)}`,
        says: "of the second as much as the reset gate lets through",
      }),
      bentLine(at, "tanh", "n", value),
    ];
  },
};

/** n = tanh(W x + b + W (r * h) + b). */
const candidateBefore: Pick<QuantityInside, "tex" | "says" | "lines"> = {
  tex: (past) => `n_t = \\tanh(W_{in} x_t + W_{hn} (r_t \\odot h_{${past}}) + b_n)`,
  says: "candidate, the new state; the reset gate acts before the product",
  lines: (at) => {
    const sums = [at.inputSum(BLOCK.n, "n"), at.stateSum(BLOCK.n, "n", "r")];
    const sum = at.sumLine("a_n", sums, "the sum of what it reads and of the states that the reset gates let through");
    return [sum, bentLine(at, "tanh", "n", sum.value)];
  },
};

/** h' = (1 - z) * n + z * h; gates in the order r z n. */
export const gru: CellOfForm = ({ resetAfter = true }) => ({
  gates: [
    bentSum("sigmoid", BLOCK.r, {
      ...{ symbol: "r", name: "reset gate", traced: "reset" },
      says: "reset gate: how much of the state the candidate sees",
    }),
    bentSum("sigmoid", BLOCK.z, {
      ...{ symbol: "z", name: "update gate", traced: "update" },
      says: "update gate: how much of the state is kept",
    }),
    {
      ...{ symbol: "n", name: "candidate", kind: "candidate", traced: "new", bounds: [-1, 1] },
      ...(resetAfter ? candidateAfter : candidateBefore),
    },
  ],
  states: [
    {
      ...{ symbol: "h", name: "hidden state", kind: "state", traced: "h", bounds: [-1, 1] },
      tex: (past) => `h_t = (1 - z_t) \\odot n_t + z_t \\odot h_{${past}}`,
      says: "hidden state: memory and output in one",
      lines: (at) => {
        const fresh = { read: at.read("n"), tex: "n_t", says: "what is taken of the candidate" };
        const past = { read: at.readBefore("h"), tex: `h_{${at.past}}`, says: "what is kept of the old state" };
        return mixLines(at, fresh, past);
      },
    },
  ],
  gradients: (after, at) => {
    const [r, z, n] = [at.now("r"), at.now("z"), at.now("n")];
    const before = at.before("h");
    const dN = ofCandidate(after, at, at.unit);
    const dR = resetAfter ? dN * at.stateTotal(BLOCK.n) : ofKept(after, at) * before;
    const gates = { r: dR * r * (1 - r), z: after("h", at.unit) * (before - n) * z * (1 - z), n: dN };
    return { gates, states: {} };
  },
});

/** d loss / d what goes into the tanh of a unit's candidate. */
function ofCandidate(after: GradientAfter, at: Place, unit: number): number {
  const [z, n] = [at.now("z", unit), at.now("n", unit)];
  return after("h", unit) * (1 - z) * (1 - n * n);
}

/** d loss / d (r * h) of this unit, through the candidates of all. */
function ofKept(after: GradientAfter, at: Place): number {
  const { hiddenSize, weights } = at.layer;
  let sum = 0;
  for (let k = 0; k < hiddenSize; k++) {
    sum += weights.hh[(BLOCK.n * hiddenSize + k) * hiddenSize + at.unit] * ofCandidate(after, at, k);
  }
  return sum;
}
