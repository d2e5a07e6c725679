// The network of the text lab: at each character it says how probable each character is as the next one.
import { crossEntropyLoss, Dropout, Linear, Module, Sequential, type Tensor } from "recurra";
import { type Architecture, Embedding, type HiddenState, type RecurrentTrace } from "recurra/nn";
import { sequence } from "../network/model-file.ts";
import { makeNetwork, type RecurrentNetwork } from "../network/network.ts";
import type { Stretch } from "./data.ts";
import type { TextSettings } from "./settings.ts";

interface Read {
  readonly scores: Tensor;
  readonly state: HiddenState;
}

/** x [B, T], numbers of characters -> [B, T, V], a score for each character of the alphabet as the next one. */
export class Writer extends Module {
  readonly embedding: Embedding;
  readonly recurrent: RecurrentNetwork;
  readonly head: Linear;
  readonly dropout: Dropout;

  constructor(alphabet: number, { cell, hidden, layers, embedding, dropout }: TextSettings) {
    super();
    this.embedding = new Embedding({ numEmbeddings: alphabet, embeddingDim: embedding });
    const network = { cell, hidden, layers, bidirectional: false, dropout: layers > 1 ? dropout : 0 };
    this.recurrent = makeNetwork(embedding, network);
    this.head = new Linear({ inFeatures: hidden, outFeatures: alphabet });
    this.dropout = new Dropout({ p: dropout });
  }

  /** The same network out of layers of the library. */
  get architecture(): Architecture {
    return sequence({ embedding: this.embedding, recurrent: this.recurrent, head: this.head });
  }

  /** What runs character by character, behind the embedding: a Stepper takes it. */
  get steps(): Sequential {
    return new Sequential(this.recurrent as never, this.head);
  }

  forward(x: Tensor): Tensor {
    return this.read(x).scores;
  }

  /** The scores, and the state after the last character. */
  read(x: Tensor, options: { state?: HiddenState; trace?: RecurrentTrace } = {}): Read {
    const rows = this.dropout.forward(this.embedding.forward(x)); // [B, T, E]
    const { output, state } = this.recurrent.forward(rows, options); // [B, T, H]
    return { scores: this.head.forward(this.dropout.forward(output)), state };
  }
}

/**
 * The loss of one stretch after another: the state is carried from each to the next that goes on there, without its history (truncated
 * back-propagation through time).
 */
export function lossOfStretches(model: Writer): (stretch: Stretch) => Tensor {
  let carried: HiddenState | undefined;
  return ({ x, y, goesOn, before }) => {
    const { scores, state } = model.read(x, { state: goesOn ? carried : undefined });
    if (model.training) carried = detachState(state);
    if (before === 0) return crossEntropyLoss(scores, y);
    return crossEntropyLoss(scores.slice(1, before), y.slice(1, before));
  };
}

/** The numbers of a state, of whatever cell, without where they came from. */
function detachState(state: HiddenState): HiddenState {
  const parts = Object.entries(state) as [string, Tensor][];
  return Object.fromEntries(parts.map(([name, part]) => [name, part.detach()])) as unknown as HiddenState;
}
