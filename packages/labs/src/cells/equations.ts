// How others write the cells.
import type { EquationsBlock, TableBlock } from "@recurra/report";

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
