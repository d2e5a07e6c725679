import { GRU, LSTM, type Module, SLSTM, tensor } from "recurra";
import { explain, openNetwork, stagesOf } from "recurra/inside";
import { expect, test } from "vitest";
import { type Piece, piecesOf } from "./small-tex.ts";

/** As plain text, with what is low in [ ] and what is high in ( ). */
const plain = (pieces: readonly Piece[]): string =>
  pieces
    .map((piece) =>
      "text" in piece ? piece.text : piece.kind === "low" ? `[${plain(piece.pieces)}]` : `^(${plain(piece.pieces)})`,
    )
    .join("");
const set = (tex: string): string => plain(piecesOf(tex));

test("letters, indices and powers are set, signs by their commands, and a minus is a true one", () => {
  expect(set("\\sigma(W_{if} x_t + b_f)")).toBe("σ(W[if] x[t] + b[f])");
  expect(set("f_t \\odot c_{t-1}")).toBe("f[t]  ⊙ c[t−1]");
  expect(set("e^{\\log f_t + m_{t-1}}")).toBe("e^(logf[t] + m[t−1])");
  expect(set("-2.5 \\cdot 10^{-7}")).toBe("−2.5  · 10^(−7)");
  expect(set("\\text{NaN}")).toBe("NaN");
});

test("letters lean, functions and numbers stand upright", () => {
  expect(piecesOf("\\tanh(0.5)c").map(({ kind }) => kind)).toEqual([
    "upright",
    "upright",
    "upright",
    "upright",
    "letter",
  ]);
});

test("what is not closed, or not known, is shown as far as it goes", () => {
  expect(set("W_{if")).toBe("W[if]");
  expect(set("\\unknown x")).toBe("unknownx");
  expect(set("a_")).toBe("a[]");
});

test("every formula that an explanation or a stage has is set without a command left over", () => {
  const x = tensor([0.5, -0.25], [1, 2, 1]);
  for (const network of [LSTM, GRU, SLSTM].map((Cell) => new Cell({ inputSize: 1, hiddenSize: 2 }))) {
    const opened = openNetwork(network as Module, () => ({ output: network.forward(x).output }));
    const [layer] = opened.layers;
    const formulas = [...layer.gates, ...layer.states].flatMap(({ symbol }) =>
      explain(layer, { symbol, unit: 0, t: 1 }).lines.flatMap(({ gives, tex, numbers, sums }) => [
        ...[gives, tex, numbers],
        ...sums.flatMap((sum) => [sum.tex, sum.bias?.tex ?? ""]),
      ]),
    );
    const stages = stagesOf(layer, { unit: 0, t: 1 }).flatMap(({ tex, numbers }) => [
      tex,
      ...numbers.map((n) => n.tex),
    ]);
    for (const formula of [...formulas, ...stages]) {
      expect(set(formula)).not.toMatch(/[\\{}_]|[a-z]{5}/);
    }
    network.dispose();
  }
});
