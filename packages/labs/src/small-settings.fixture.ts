// Each lab in a second or less.
export const small: Record<string, Record<string, unknown>> = {
  denoise: { train: 60, test: 30, batch: 30, epochs: 2, hidden: 4 },
  signal: { epochs: 2, hidden: 4, batch: 100 },
  stock: { epochs: 2, hidden: 4 },
  compare: { epochs: 2, hidden: 4, batch: 100, networks: ["lstm"] },
  direction: { epochs: 2, hidden: 4, lengths: [3] },
  gradients: { epochs: 2, hidden: 4, lengths: [10], distances: [5], seeds: 1 },
  shapes: { epochs: 1, hidden: 4, batch: 200 },
  cells: { epochs: 2 },
  "made-series": { epochs: 2, hidden: 6, batch: 4, unseen: 8 },
  sentiment: { epochs: 2, hidden: 4, train: 100, validation: 50, test: 50 },
  text: { epochs: 2, hidden: 8, batch: 8, order: 3, write: 20, embedding: 4 },
  translate: { epochs: 1, train: 100, test: 20, hidden: 4, attention: "on" },
  sound: { epochs: 2, train: 6, test: 3, hidden: 4, hop: 64 },
};
