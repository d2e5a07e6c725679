import { COUNT, checkOptions, flag, type OptionRules, whole } from "../../core/option-rules.ts";
import { concat, type Parameter, requireTensor, softplus, type Tensor, tensor } from "../../tensor/index.ts";
import type { CellName } from "../../words/cells.ts";
import { Embedding } from "../layers/embedding.ts";
import { Linear } from "../layers/linear.ts";
import { Module } from "../module/module.ts";
import { linearSize, requireRoom } from "../module/room.ts";
import { CELL, cellOf, type RecurrentNetwork, recurrentNetwork } from "../recurrent/cells.ts";
import { anyNetwork, repeatState } from "../recurrent/network-state.ts";
import { recurrentSize } from "../recurrent/recurrent-size.ts";
import {
  ANCHORS,
  NEAR_ROWS,
  PLACES,
  SCALARS,
  SEASON_NUMBERS,
  SEASONS_AHEAD,
  SEASONS_BACK,
  seasonLayout,
  seasonRowsOf,
} from "./season-layout.ts";
import { placesToRows } from "./season-places.ts";

/** What a SeasonNetwork is made of. */
export interface SeasonNetworkOptions {
  readonly cell: CellName;
  /** d, units of the recurrent layer, of which a third codes the place of a season ahead. */
  readonly hiddenSize: number;
  /** Quantiles of the forecast that its outputs are, an odd number of them; the one in the middle is the median. */
  readonly quantiles: number;
  /** Whether levels draw the forecast, place by place. Default true. */
  readonly gates?: boolean;
  /** Whether a linear path leads from the last rows to the forecast. Default true. */
  readonly skip?: boolean;
}

function clear(parameter: Parameter): void {
  parameter.value = new Float32Array(parameter.size);
}

const RULES: OptionRules<SeasonNetworkOptions> = {
  cell: CELL,
  hiddenSize: whole(3),
  quantiles: COUNT,
  gates: flag,
  skip: flag,
};

/**
 * A recurrent network that knows seasons, not rows: it reads the last 16 seasons of a history, each as 24 places whatever its rows, and
 * writes two seasons ahead as corrections of the last one repeated.
 *
 *   s_i = relu(W_e season_i + b_e)         state = recurrent(s_1, ..., s_16)         c = relu(W_c context + b_c)
 *   o_k = W_o recurrent((c, p_k), from state) + b_o         k = 1, 2: one step each from the same state
 *   median = o_k's correction + W_skip near + sum_j a_kj past_j + sum_l g_kl anchor_l
 *
 * with a_k, weights of the past seasons, and g_k, gates to levels at each place, out of o_k. The quantiles above and below add
 * softplus steps, so that they do not cross. Places become rows by `placesToRows`. W_o and W_skip start at zero: untrained, the median is the
 * last season (or the last value) repeated, which is 0 in its units.
 *
 * Shapes: x [B, seasonLayout(rows).end] -> [B, 2 rows, Q], both in the history's unit and from the last season.
 * Parameters: embed.*, context.*, recurrent.*, position.weight [2, d/3], head.*, skip.weight.
 */
export class SeasonNetwork extends Module {
  override readonly repeatable = true;
  readonly embed: Linear;
  readonly context: Linear;
  readonly recurrent: RecurrentNetwork;
  readonly position: Embedding;
  readonly head: Linear;
  readonly skip: Linear | null;
  readonly quantiles: number;
  readonly gates: boolean;

  constructor(options: SeasonNetworkOptions) {
    super();
    checkOptions("SeasonNetwork", options, RULES, ["cell", "hiddenSize", "quantiles"]);
    const { hiddenSize, quantiles, gates = true, skip = true } = options;
    const place = Math.floor(hiddenSize / 3);
    const outputs = PLACES * (quantiles + (gates ? ANCHORS : 0)) + SEASONS_BACK;
    const parts = [
      linearSize(SEASON_NUMBERS, hiddenSize),
      linearSize(2 * NEAR_ROWS + SCALARS, hiddenSize - place),
      recurrentSize(cellOf(options.cell), { inputSize: hiddenSize, hiddenSize }),
      linearSize(SEASONS_AHEAD, place, false),
      linearSize(hiddenSize, outputs),
      ...(skip ? [linearSize(NEAR_ROWS, SEASONS_AHEAD * PLACES, false)] : []),
    ];
    requireRoom("SeasonNetwork", parts, ["hiddenSize", "quantiles"]);
    this.quantiles = quantiles;
    this.gates = gates;
    this.embed = new Linear({ inFeatures: SEASON_NUMBERS, outFeatures: hiddenSize });
    this.context = new Linear({ inFeatures: 2 * NEAR_ROWS + SCALARS, outFeatures: hiddenSize - place });
    this.recurrent = recurrentNetwork(options.cell, { inputSize: hiddenSize, hiddenSize });
    this.position = new Embedding({ numEmbeddings: SEASONS_AHEAD, embeddingDim: place });
    this.head = new Linear({ inFeatures: hiddenSize, outFeatures: outputs });
    this.skip = skip ? new Linear({ inFeatures: NEAR_ROWS, outFeatures: SEASONS_AHEAD * PLACES, bias: false }) : null;
    for (const layer of [this.head, this.skip]) layer?.parameters().forEach(clear);
    // Steps between quantiles start at softplus(-1) = .31 units.
    const bias = new Float32Array(outputs);
    bias.fill(-1, PLACES, PLACES * quantiles);
    this.head.bias!.value = bias;
  }

  forward(x: Tensor): Tensor {
    requireTensor("SeasonNetwork", "x", x);
    const [batch, length] = x.shape as readonly [number, number];
    const layout = seasonLayout(seasonRowsOf(length));
    const rows = SEASONS_AHEAD * layout.rows;
    const outputs = this.#decode(x, batch, layout.context, layout.near);
    const toRows = tensor(placesToRows(layout.rows), [SEASONS_AHEAD * PLACES, rows]);
    /** Numbers of the head at places, [B, n * PLACES a season], as n lines of rows: [B, n, rows]. */
    const lines = (from: number, count: number): Tensor => {
      const places = outputs
        .slice(2, from * PLACES, (from + count) * PLACES)
        .reshape([batch, SEASONS_AHEAD, count, PLACES])
        .transpose(1, 2)
        .reshape([batch, count, SEASONS_AHEAD * PLACES]);
      return places.matmul(toRows);
    };
    const { quantiles } = this;
    const ofQuantiles = lines(0, quantiles);
    let median = ofQuantiles.slice(1, 0, 1).reshape([batch, rows]);
    if (this.skip !== null) {
      const near = x.slice(1, layout.near, layout.past);
      median = median.add(this.skip.forward(near).matmul(toRows));
    }
    const past = x.slice(1, layout.past, layout.anchors).reshape([batch, SEASONS_BACK, layout.rows]);
    const weights = outputs.slice(2, outputs.shape[2]! - SEASONS_BACK);
    median = median.add(weights.matmul(past).reshape([batch, rows]));
    if (this.gates) {
      const anchors = x.slice(1, layout.anchors, layout.end).reshape([batch, ANCHORS, rows]);
      median = median.add(lines(quantiles, ANCHORS).mul(anchors).sum(1));
    }
    if (quantiles === 1) return median.reshape([batch, rows, 1]);
    const steps = softplus(ofQuantiles.slice(1, 1, quantiles));
    const side = (quantiles - 1) / 2;
    const all = new Array<Tensor>(quantiles);
    all[side] = median.reshape([batch, rows, 1]);
    for (let i = 1; i <= side; i++) {
      const step = (at: number): Tensor => steps.slice(1, at, at + 1).reshape([batch, rows, 1]);
      all[side + i] = all[side + i - 1]!.add(step(i - 1));
      all[side - i] = all[side - i + 1]!.sub(step(side + i - 1));
    }
    return concat(all, 2);
  }

  /**
   * What the network makes of the histories x [B, end], for those who look inside: `weights` [B, 2, 16] of the past seasons, the last one first, for each season
   * ahead; `gates` [B, 2, 4, 24], how far each place of it is drawn to the last value, the mean of the last season, the mean of the window and
   * the drift; undefined without gates.
   */
  inside(x: Tensor): { readonly weights: Tensor; readonly gates: Tensor | undefined } {
    const [batch, length] = x.shape as readonly [number, number];
    const layout = seasonLayout(seasonRowsOf(length));
    const outputs = this.#decode(x, batch, layout.context, layout.near);
    const from = PLACES * this.quantiles;
    const gates = this.gates ? outputs.slice(2, from, from + PLACES * ANCHORS) : undefined;
    return {
      weights: outputs.slice(2, outputs.shape[2]! - SEASONS_BACK),
      gates: gates?.reshape([batch, SEASONS_AHEAD, ANCHORS, PLACES]),
    };
  }

  /** The head's numbers for each season ahead, [B, SEASONS_AHEAD, outputs]. */
  #decode(x: Tensor, batch: number, contextAt: number, nearAt: number): Tensor {
    const { hiddenSize } = this.recurrent;
    const seasons = x.slice(1, 0, contextAt).reshape([batch, SEASONS_BACK, SEASON_NUMBERS]);
    const { state } = this.recurrent.forward(this.embed.forward(seasons).relu());
    const context = this.context.forward(x.slice(1, contextAt, nearAt)).relu();
    const none = context.slice(1, 0, 1).mul(0);
    const inputs = Array.from({ length: SEASONS_AHEAD }, (_, k) =>
      concat([context, this.position.weight.slice(0, k, k + 1).add(none)], 1),
    );
    const { output } = anyNetwork(this.recurrent).forward(
      concat(inputs, 0).reshape([SEASONS_AHEAD * batch, 1, hiddenSize]),
      { state: repeatState(state, SEASONS_AHEAD) },
    );
    return this.head.forward(output).reshape([SEASONS_AHEAD, batch, this.head.outFeatures]).transpose(0, 1);
  }
}
