// The network of the sentiment lab: it reads a sentence word by word and says at its end whether it was praise.
import { concat, LastStep, Linear, Module, type Tensor } from "recurra";
import { type Architecture, Embedding } from "recurra/nn";
import { sequence } from "../network/model-file.ts";
import { makeNetwork, type NetworkSettings, type RecurrentNetwork } from "../network/network.ts";

/** x [B, T], numbers of words -> [B, 1], a score: above 0 for praise. */
export class Reader extends Module {
  readonly embedding: Embedding;
  readonly recurrent: RecurrentNetwork;
  readonly head: Linear;

  constructor(words: number, settings: NetworkSettings & { readonly embedding: number }) {
    super();
    this.embedding = new Embedding({ numEmbeddings: words, embeddingDim: settings.embedding, paddingIdx: 0 });
    this.recurrent = makeNetwork(settings.embedding, settings);
    this.head = new Linear({ inFeatures: this.recurrent.directions * settings.hidden, outFeatures: 1 });
  }

  /** The same network out of layers of the library, for sentences that are not padded. */
  get architecture(): Architecture {
    const { embedding, recurrent, head } = this;
    const last = new LastStep({ bidirectional: recurrent.directions === 2 });
    return sequence({ embedding, recurrent, last, head });
  }

  /**
   * With `lengths` [B], the states are those at the true ends of the sentences. Without, padding is read as words are: the state is the one
   * after the last place of the longest sentence.
   */
  forward(x: Tensor, lengths?: readonly number[]): Tensor {
    const rows = this.embedding.forward(x); // [B, T, E]
    const { state } = this.recurrent.forward(rows, { lengths }); // state.h [L*D, B, H]
    const { directions, numLayers } = this.recurrent;
    const last = Array.from({ length: directions }, (_, d) => state.h.select(0, (numLayers - 1) * directions + d));
    return this.head.forward(directions === 1 ? last[0] : concat(last, 1));
  }
}
