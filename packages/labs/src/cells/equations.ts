// The cells in the usual notation, and how others write the same.
import type { EquationsBlock, TableBlock } from "@recurra/report";
import type { CellName } from "./settings.ts";

/** The equations that the library computes, in PyTorch's letters; the two biases of a gate are written as their sum b. */
const equations: Record<CellName, EquationsBlock["lines"]> = {
  lstm: [
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
  gru: [
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
  rnn: [
    {
      tex: "h_t = \\tanh(W_{ih} x_t + W_{hh} h_{t-1} + b)",
      says: "hidden state: no gate, all of it is new at every step",
    },
  ],
};

export function writeEquations(cell: CellName): EquationsBlock {
  return { kind: "equations", lines: equations[cell] };
}

/** The two notations of the GRU that are not this library's. */
export const otherGru: EquationsBlock = {
  kind: "equations",
  lines: [
    {
      tex: "n_t = \\tanh(W_{in} x_t + W_{hn} (r_t \\odot h_{t-1}) + b_n)",
      says: "reset before the product: Cho et al. 2014, Chung et al. 2014, Keras with reset_after=False; here GRU with resetAfter: false",
    },
    {
      tex: "h_t = z_t \\odot n_t + (1 - z_t) \\odot h_{t-1}",
      says: "z weighs the new state: Chung et al. 2014, Olah 2015; their z is 1 - z here, since 1 - σ(a) = σ(-a)",
    },
  ],
};

/** Who writes what. */
export const correspondences: readonly TableBlock[] = [
  {
    kind: "table",
    caption: "The LSTM in other notations; peephole connections (gates that see c) are used by none of these",
    columns: [
      { title: "" },
      { title: "here, PyTorch", align: "left" },
      { title: "Keras", align: "left" },
      { title: "Olah 2015", align: "left" },
    ],
    rows: [
      { cells: ["input gate", "i", "i", "i"] },
      { cells: ["forget gate", "f", "f", "f"] },
      { cells: ["candidate, input modulation", "g", "c", "C with a tilde"] },
      { cells: ["output gate", "o", "o", "o"] },
      { cells: ["memory", "c", "c", "C"] },
      { cells: ["rows in the order", "i f g o", "i f c o", "-"] },
      { cells: ["biases of a gate", "two", "one", "one"] },
      { cells: ["forget bias at first", "around 0", "1", "-"] },
    ],
  },
  {
    kind: "table",
    caption: "The GRU in other notations",
    columns: [
      { title: "" },
      { title: "here, PyTorch", align: "left" },
      { title: "Keras", align: "left" },
      { title: "Cho et al. 2014", align: "left" },
      { title: "Chung et al. 2014, Olah 2015", align: "left" },
    ],
    rows: [
      { cells: ["reset gate", "r", "r", "r", "r"] },
      { cells: ["update gate", "z", "z", "z", "z"] },
      { cells: ["candidate", "n", "hh", "h with a tilde", "h with a tilde"] },
      { cells: ["z weighs", "the old state", "the old state", "the old state", "the new state"] },
      { cells: ["reset acts", "after the product", "after (default)", "before", "before"] },
      { cells: ["rows in the order", "r z n", "z r h", "-", "-"] },
      { cells: ["biases of a gate", "two", "two; one if before", "none written", "none written"] },
    ],
  },
];
