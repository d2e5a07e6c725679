// The network of the lab of cells.
import { Linear, Module, type Tensor } from "recurra";
import type { Architecture, RecurrentTrace } from "recurra/nn";
import type { CellName } from "recurra/words";
import { sequence } from "../network/model-file.ts";
import { makeNetwork, type RecurrentNetwork } from "../network/network.ts";

/** x [B, T, 2] -> [B, T, 1]: what the cell remembers, said at every step. */
export class Keeper extends Module {
  override readonly repeatable: boolean = true;
  readonly recurrent: RecurrentNetwork;
  readonly head: Linear;

  constructor(cell: CellName, hidden: number) {
    super();
    this.recurrent = makeNetwork(2, { cell, hidden, layers: 1, bidirectional: false, dropout: 0 });
    this.head = new Linear({ inFeatures: hidden, outFeatures: 1 });
  }

  /** The same network out of layers of the library. */
  get architecture(): Architecture {
    return sequence({ recurrent: this.recurrent, head: this.head });
  }

  forward(x: Tensor, trace?: RecurrentTrace): Tensor {
    const { output } = this.recurrent.forward(x, { trace }); // [B, T, H]
    return this.head.forward(output); // [B, T, 1]
  }
}
