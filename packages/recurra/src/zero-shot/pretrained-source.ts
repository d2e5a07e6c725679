// The weights of a network that was trained before, as numbers of the program's own; and the network that they make, while it is needed.

import { blankParameters } from "../nn/module/initialisers.ts";
import { SeasonNetwork, type SeasonNetworkOptions } from "../nn/networks/season-network.ts";
import { cellNameOf } from "../nn/recurrent/cells.ts";
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
    const cell = cellNameOf(recurrent)!;
    const options = { cell, hiddenSize: recurrent.hiddenSize, quantiles, gates, skip: skip !== null } as const;
    return new PretrainedSource(
      options,
      new Map(network.namedParameters().map(([name, { value }]) => [name, value.slice()])),
    );
  }

  /** The same, with a network of its own. */
  copy(): PretrainedSource {
    return new PretrainedSource(this.options, this.weights);
  }

  /** The same network with weights so far on the way to others: with `share` 1 these, with one half the means. */
  moved(to: SeasonWeights, share: number): PretrainedSource {
    const weights = Array.from(this.weights, ([name, from]) => {
      const own = to.get(name) as Float32Array;
      return [name, share === 1 ? own : from.map((weight, at) => weight + share * (own[at] - weight))] as const;
    });
    return new PretrainedSource(this.options, new Map(weights));
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
