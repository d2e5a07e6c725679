// The network of the lab that reads dates: an encoder, a decoder, and attention between them.
import { concat, Linear, Module, type Tensor, tensor } from "recurra";
import { Embedding, LuongAttention } from "recurra/nn";
import { expand } from "recurra/tensor";
import { makeNetwork, type RecurrentNetwork } from "../network/network.ts";
import { BEGIN, ISO_LENGTH, READ_COUNT, WRITTEN_COUNT } from "./characters.ts";
import type { TranslateSettings } from "./settings.ts";

/** What the encoder made of texts. */
interface Encoded {
  /** Of each character: [B, T, D H]. */
  readonly memory: Tensor;
  /** Of the whole text: [B, 1, D H]. */
  readonly summary: Tensor;
}

/** What was written for texts. */
interface Decoded {
  /** [B][10] numbers of characters. */
  readonly written: readonly number[][];
  /** [B][10][T]: the share of its attention that each written character gives to each character read; empty without attention. */
  readonly attention: readonly (readonly ArrayLike<number>[])[];
}

/**
 * Characters of a text -> characters of an ISO date, one after the other.
 *
 *   m_1 ... m_T = encoder(embedding of the text)       s = [last output forwards | first output backwards]
 *   h_k = decoder([embedding of y_(k-1) | s], h_(k-1))
 *   a_k = softmax(h_k W_a m^T)      z_k = tanh(W_c [a_k m | h_k])      y_k = argmax(W z_k + b)
 *
 * Without attention z_k is h_k: the decoder knows the text by s alone. Source: Cho et al. 2014, arXiv:1406.1078; Luong et al. 2015,
 * arXiv:1508.04025.
 */
export class Translator extends Module {
  override readonly repeatable: boolean = true;
  readonly read: Embedding;
  readonly encoder: RecurrentNetwork;
  readonly write: Embedding;
  readonly decoder: RecurrentNetwork;
  readonly attention: LuongAttention | undefined;
  readonly head: Linear;
  readonly #hidden: number;

  constructor({ cell, hidden, embedding: embeddingDim, directions }: TranslateSettings, attends: boolean) {
    super();
    const layers = { cell, hidden, layers: 1, dropout: 0 } as const;
    this.#hidden = hidden;
    this.read = new Embedding({ numEmbeddings: READ_COUNT, embeddingDim });
    this.encoder = makeNetwork(embeddingDim, { ...layers, bidirectional: directions === "both" });
    const memoryDim = hidden * this.encoder.directions;
    this.write = new Embedding({ numEmbeddings: WRITTEN_COUNT + 1, embeddingDim });
    this.decoder = makeNetwork(embeddingDim + memoryDim, { ...layers, bidirectional: false });
    this.attention = attends ? new LuongAttention({ queryDim: hidden, memoryDim }) : undefined;
    this.head = new Linear({ inFeatures: hidden, outFeatures: WRITTEN_COUNT });
  }

  /**
   * Training: x [B, T + 10] has the text's T characters and, behind them, what the decoder reads before each of the ten that it writes (the true
   * ones: teacher forcing), so that it runs over all at once. Returns scores [B, 10, 11].
   */
  forward(x: Tensor): Tensor {
    const length = x.shape[1] - ISO_LENGTH;
    const encoded = this.#encode(x.slice(1, 0, length));
    const before = this.write.forward(x.slice(1, length, length + ISO_LENGTH));
    const { output } = this.decoder.forward(joined(before, encoded));
    return this.head.forward(this.#look(output, encoded));
  }

  /** Use: each step reads the character that the one before wrote. text [B, T]. */
  translate(text: Tensor): Decoded {
    const [count] = text.shape;
    const encoded = this.#encode(text);
    const written = Array.from({ length: count }, (): number[] => []);
    const attention = Array.from({ length: count }, (): ArrayLike<number>[] => []);
    let before = new Array<number>(count).fill(BEGIN);
    let state: ReturnType<RecurrentNetwork["forward"]>["state"] | undefined;
    for (let step = 0; step < ISO_LENGTH; step++) {
      const input = joined(this.write.forward(tensor(before, [count, 1])), encoded);
      const decoded = this.decoder.forward(input, { state });
      state = decoded.state;
      const scores = this.head.forward(this.#look(decoded.output, encoded)).toArray();
      before = Array.from({ length: count }, (_, b) => {
        const row = scores.subarray(b * WRITTEN_COUNT, (b + 1) * WRITTEN_COUNT);
        return row.indexOf(Math.max(...row));
      });
      const weights = this.#weights(decoded.output, encoded)?.toArray();
      const length = text.shape[1];
      before.forEach((character, b) => {
        written[b].push(character);
        if (weights) attention[b].push(weights.slice(b * length, (b + 1) * length));
      });
    }
    return { written, attention };
  }

  #encode(text: Tensor): Encoded {
    const { output } = this.encoder.forward(this.read.forward(text));
    const [hidden, length] = [this.#hidden, output.shape[1]];
    const forwards = output.slice(1, length - 1, length).slice(2, 0, hidden);
    if (this.encoder.directions === 1) return { memory: output, summary: forwards };
    const backwards = output.slice(1, 0, 1).slice(2, hidden, 2 * hidden);
    return { memory: output, summary: concat([forwards, backwards], 2) };
  }

  #look(output: Tensor, { memory }: Encoded): Tensor {
    return this.attention ? this.attention.forward(output, memory) : output;
  }

  /** What LuongAttention multiplies the memory by, [B, L, T]. */
  #weights(output: Tensor, { memory }: Encoded): Tensor | undefined {
    return this.attention && output.matmul(this.attention.score.forward(memory).transpose(1, 2)).softmax(-1);
  }
}

/** Each step's own features beside those of the whole text. */
function joined(steps: Tensor, { summary }: Encoded): Tensor {
  const [count, length] = steps.shape;
  return concat([steps, expand(summary, [count, length, summary.shape[2]])], 2);
}
