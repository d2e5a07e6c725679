// What there is to say of each cell when it is opened: its equations in PyTorch's letters, where the two biases of a gate are written as
// their sum b; and what a unit of it does.
import type { EquationsBlock, Role } from "@recurra/report";
import type { CellName } from "recurra/words";

import type { Inside } from "./inside.ts";

/** A cell on paper. */
interface Opening {
  /** Its colour. */
  readonly role: Role;
  readonly equations: EquationsBlock["lines"];
  /** What unit 1 does at marks and elsewhere, after "follows the stored value most closely". */
  readonly describe: (inside: Inside) => string;
}

/** Every cell of the library. */
export const openings: Readonly<Record<CellName, Opening>> = {
  lstm: {
    role: "4",
    equations: [
      {
        tex: "i_t = \\sigma(W_{ii} x_t + W_{hi} h_{t-1} + b_i)",
        says: "input gate: how much of the candidate is stored",
      },
      { tex: "f_t = \\sigma(W_{if} x_t + W_{hf} h_{t-1} + b_f)", says: "forget gate: how much of the memory is kept" },
      { tex: "g_t = \\tanh(W_{ig} x_t + W_{hg} h_{t-1} + b_g)", says: "candidate: what there is to store" },
      { tex: "o_t = \\sigma(W_{io} x_t + W_{ho} h_{t-1} + b_o)", says: "output gate: how much of the memory is shown" },
      { tex: "c_t = f_t \\odot c_{t-1} + i_t \\odot g_t", says: "cell state, the memory" },
      { tex: "h_t = o_t \\odot \\tanh(c_t)", says: "hidden state, the output" },
    ],
    describe: (inside) =>
      `: ${describeGate(inside, "input")}, ${describeGate(inside, "forget")}; ${describeStoring(inside)}.`,
  },
  gru: {
    role: "5",
    equations: [
      {
        tex: "r_t = \\sigma(W_{ir} x_t + W_{hr} h_{t-1} + b_r)",
        says: "reset gate: how much of the state the candidate sees",
      },
      { tex: "z_t = \\sigma(W_{iz} x_t + W_{hz} h_{t-1} + b_z)", says: "update gate: how much of the state is kept" },
      {
        tex: "n_t = \\tanh(W_{in} x_t + b_{in} + r_t \\odot (W_{hn} h_{t-1} + b_{hn}))",
        says: "candidate, the new state; the reset gate acts after the product",
      },
      { tex: "h_t = (1 - z_t) \\odot n_t + z_t \\odot h_{t-1}", says: "hidden state: memory and output in one" },
    ],
    describe: (inside) =>
      `: ${describeGate(inside, "update")}, where 1 keeps the old state; ${describeKeeping(inside)}.`,
  },
  mingru: {
    role: "6",
    equations: [
      {
        tex: "z_t = \\sigma(W_{iz} x_t + b_z)",
        says: "update gate: how much of the candidate is taken; it reads the input alone",
      },
      { tex: "n_t = W_{in} x_t + b_n", says: "candidate: what there is to store" },
      { tex: "h_t = (1 - z_t) \\odot h_{t-1} + z_t \\odot n_t", says: "hidden state: memory and output in one" },
    ],
    describe: (inside) =>
      `: ${describeGate(inside, "update")}, where 1 takes the new value; ${describeTaking(inside)}.`,
  },
  slstm: {
    role: "7",
    equations: [
      {
        tex: "\\tilde i_t = W_{ii} x_t + W_{hi} h_{t-1} + b_i",
        says: "input gate, in logarithms: how much the candidate counts beside what is stored",
      },
      { tex: "f_t = \\sigma(W_{if} x_t + W_{hf} h_{t-1} + b_f)", says: "forget gate: how much of the memory is kept" },
      { tex: "z_t = \\tanh(W_{iz} x_t + W_{hz} h_{t-1} + b_z)", says: "candidate: what there is to store" },
      { tex: "o_t = \\sigma(W_{io} x_t + W_{ho} h_{t-1} + b_o)", says: "output gate: how much of the memory is shown" },
      {
        tex: "m_t = \\max(\\log f_t + m_{t-1}, \\tilde i_t)",
        says: "stabiliser: the larger exponent, by which both gates are divided; what is shown of them is this",
      },
      {
        tex: "c_t = e^{\\log f_t + m_{t-1} - m_t} \\odot c_{t-1} + e^{\\tilde i_t - m_t} \\odot z_t",
        says: "cell state, the memory",
      },
      { tex: "n_t = e^{\\log f_t + m_{t-1} - m_t} \\odot n_{t-1} + e^{\\tilde i_t - m_t}", says: "its weights" },
      { tex: "h_t = o_t \\odot c_t / n_t", says: "hidden state, the output: a mean of all candidates" },
    ],
    describe: (inside) =>
      `: ${describeGate(inside, "input")}, ${describeGate(inside, "forget")}; ${describeStoring(inside)}.`,
  },
  rnn: {
    role: "1",
    equations: [
      {
        tex: "h_t = \\tanh(W_{ih} x_t + W_{hh} h_{t-1} + b)",
        says: "hidden state: no gate, all of it is new at every step",
      },
    ],
    describe: () => ". It has no gate that could hold it: at every step the whole state is computed anew.",
  },
};

// A gate that differs by more than this between marks and other steps opens or closes there.
const CLEAR = 0.3;

/** A gate of unit 1 at marks and elsewhere: "its forget gate is 0.18 at a mark and 0.86 elsewhere". */
function describeGate({ gates }: Inside, name: string): string {
  const gate = gates.find((one) => one.name === name)!;
  return `its ${name} gate is ${gate.atMarks[0].toFixed(2)} at a mark and ${gate.elsewhere[0].toFixed(2)} elsewhere`;
}

/** One gate of unit 1 at marks less elsewhere. */
function measureRise({ gates }: Inside, name: string): number {
  const gate = gates.find((one) => one.name === name)!;
  return gate.atMarks[0] - gate.elsewhere[0];
}

/** What a GRU's unit 1 does at marks. */
function describeKeeping(inside: Inside): string {
  return measureRise(inside, "update") < -CLEAR
    ? "it lets go of the old state at marks and keeps it otherwise"
    : "it does not tell marks from other steps clearly";
}

/** What a minGRU's unit 1 does at marks. */
function describeTaking(inside: Inside): string {
  return measureRise(inside, "update") > CLEAR
    ? "it takes what comes at marks and keeps its state otherwise"
    : "it does not tell marks from other steps clearly";
}

/** What an LSTM's unit 1 does at marks. */
function describeStoring(inside: Inside): string {
  const takes = measureRise(inside, "input") > CLEAR;
  const drops = measureRise(inside, "forget") < -CLEAR;
  if (takes && drops) return "at marks it takes in and drops what it had, otherwise it holds";
  if (drops) return "at marks it drops what it had, but its input gate does not open for them alone";
  return takes
    ? "at marks it takes in, but does not drop what it had"
    : "it does not tell marks from other steps clearly";
}
