// The weights of a network that was trained before, as numbers of the program's own; and the network that they make, while it is needed.

import { blankParameters } from "../nn/module/initialisers.ts";
import { SeasonNetwork, type SeasonNetworkOptions } from "../nn/networks/season-network.ts";
import { GRU } from "../nn/recurrent/gru.ts";
import { LSTM } from "../nn/recurrent/lstm.ts";
import { setWeights } from "../training/best-weights.ts";

type SeasonWeights = ReadonlyMap<string, Float32Array>;

export class PretrainedSource {
  readonly options: SeasonNetworkOptions;
  readonly weights: SeasonWeights;
  #network: SeasonNetwork | undefined;

  constructor(options: SeasonNetworkOptions, weights: SeasonWeights) {
    this.options = options;
    this.weights = weights;
  }

  /** Of a network as it is now; what becomes of it later does not matter. */
  static of(network: SeasonNetwork): PretrainedSource {
    const { recurrent, quantiles, gates, skip } = network;
    const cell = recurrent instanceof GRU ? "gru" : recurrent instanceof LSTM ? "lstm" : "rnn";
    const options = { cell, hiddenSize: recurrent.hiddenSize, quantiles, gates, skip: skip !== null } as const;
    return new PretrainedSource(
      options,
      new Map(network.namedParameters().map(([name, { value }]) => [name, value.slice()])),
    );
  }

  /** Built when it is first asked for, and again after `dispose`. */
  get network(): SeasonNetwork {
    this.#network ??= this.#build();
    return this.#network;
  }

  /** Gives the network's memory back. */
  dispose(): void {
    this.#network?.dispose();
    this.#network = undefined;
  }

  #build(): SeasonNetwork {
    const network = blankParameters(() => new SeasonNetwork(this.options));
    setWeights(network, this.weights);
    network.eval();
    return network;
  }
}
