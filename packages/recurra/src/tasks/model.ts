// A model file opened: a network with what is needed to use it.

import type { Module } from "../nn/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { Forecaster } from "./forecaster.ts";

/** A module that maps one tensor to one tensor. */
export type Network = Module & { forward(x: Tensor): Tensor };

/** A trained model as it lies in one file. */
export class Model {
  /** Maps normalised inputs to normalised outputs. */
  readonly network: Network;
  /** Where the file holds a forecaster: columns, scales, windows and all. */
  readonly forecaster: Forecaster | undefined;

  private constructor(network: Network, forecaster: Forecaster | undefined) {
    this.network = network;
    this.forecaster = forecaster;
  }

  /** Throws FormatError, naming the file and what is wrong in it. */
  static load(bytes: Uint8Array, file = "model file"): Model {
    const forecaster = Forecaster.fromSafetensors(bytes, file);
    return new Model(forecaster.network, forecaster);
  }

  /** Gives the weights' memory back. */
  dispose(): void {
    this.forecaster?.dispose();
  }
}
