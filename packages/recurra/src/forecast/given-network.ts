// A network of a program's own in a Forecaster: built for a shape and a seed, and its forecasts as rows.

import { aheadWidth, inputWidth } from "../ahead/known-ahead.ts";
import { OptionError, ShapeError } from "../core/errors.ts";
import { checkOptions, refuseValue } from "../core/option-rules.ts";
import { withSeed } from "../core/random.ts";
import { withMode } from "../kernels/wasm/engine.ts";
import { isMeanOverSamples, meanOverSamples } from "../nn/index.ts";
import { withEvaluation } from "../nn/module/with-evaluation.ts";
import { HEAD_NUMBERS } from "../nn/networks/forecast-head.ts";
import { describeShape, noGrad, Tensor, zeros } from "../tensor/index.ts";
import { counted } from "../words/counted.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";
import {
  type BuildNetwork,
  GIVEN_RULES,
  type GivenNetwork,
  type GivenTraining,
  isNetwork,
  type NetworkShape,
} from "./settings/network-options.ts";

/** What is known of a fit before its network is built. */
interface Windows {
  readonly lookback: number;
  /** Steps of the optimizer in an epoch. */
  readonly batches: number;
}

/** Those that were given to a Forecaster before: each fit needs one of its own. */
const used: WeakSet<GivenNetwork> = /* @__PURE__ */ new WeakSet();

function shapeOf(settings: ForecasterSettings, { lookback, batches }: Windows): NetworkShape {
  const { inputs, target, horizon, head, learningRate, epochs } = settings;
  return {
    ...{ lookback, horizon, inputs, inputSize: inputWidth(settings), aheadSize: aheadWidth(settings) },
    ...{ targetColumn: inputs.indexOf(target), outputs: HEAD_NUMBERS[head].count },
    ...{ learningRate, epochs, batches, steps: epochs * batches },
  };
}

/**
 * A new network for a fit, its weights drawn by the seed. Throws OptionError FORECASTER_NETWORK for one that was given before, OPTION_VALUE for what
 * is none, ShapeError FORECASTER_ROWS, with both shapes, where its output is not a forecast.
 */
export function buildGiven(build: BuildNetwork, settings: ForecasterSettings, windows: Windows): GivenTraining {
  const shape = shapeOf(settings, windows);
  return withSeed(settings.seed, () => {
    const made: unknown = build(shape);
    if (typeof made !== "object" || made === null) throw refuseValue("Forecaster", "what network gives", GIVES, made);
    const given = (isNetwork(made) ? { model: made } : made) as GivenTraining;
    try {
      checkOptions("network", given, GIVEN_RULES, ["model"]);
      requireOnce(given, settings);
      requireForecast(given.model, settings, shape);
    } catch (error) {
      if (isNetwork(given.model) && !used.has(given.model)) disposeGiven(given);
      throw error;
    }
    used.add(given.model);
    return given;
  });
}

const GIVES = "a module, or { model, loss, optimizer, schedule, .. }";

/** Throws OptionError FORECASTER_NETWORK for a network that was given before, and an optimizer of another one; OPTION_CONFLICT for a part of training that a setting says, too. */
function requireOnce(given: GivenTraining, settings: ForecasterSettings): void {
  if (used.has(given.model)) {
    throw new OptionError("FORECASTER_NETWORK", "Forecaster", "network gave a network that it had given before", {
      remedies: ["build a new one with each call: a refit must not change the one that was scored"],
    });
  }
  const parameters = new Set(given.model.parameters());
  if (given.optimizer && !given.optimizer.parameters.some((one) => parameters.has(one))) {
    throw new OptionError(
      "FORECASTER_NETWORK",
      "Forecaster",
      "the optimizer of network has no parameter of its model",
      {
        remedies: [["make it of ", { call: "model.parameters()" }]],
      },
    );
  }
  for (const option of ["optimizer", "schedule", "average"] as const) {
    if (given[option] === undefined || settings[option] === undefined) continue;
    throw new OptionError(
      "OPTION_CONFLICT",
      "Forecaster",
      [{ option }, " is set, and the network brings its own along"],
      { found: settings[option], remedies: [["leave ", { option }, " out"]] },
    );
  }
}

/** Gives the memory back of what was built and is not used. */
export function disposeGiven({ model, optimizer }: GivenTraining): void {
  if (typeof optimizer === "object") optimizer?.dispose?.();
  model.dispose();
}

/** Runs it on a window of zeros, "no change". */
function requireForecast(model: GivenNetwork, settings: ForecasterSettings, shape: NetworkShape): void {
  const rows = shape.lookback + (shape.aheadSize > 0 ? shape.horizon : 0);
  withMode(settings.mode, () =>
    withEvaluation(model, () =>
      noGrad(() => void rowsOf(model.forward(zeros([2, rows, shape.inputSize])), 2, settings)),
    ),
  );
}

/** What a network gives for some windows, [B, H] where a row has one number and [B, H, O] otherwise. Throws ShapeError FORECASTER_ROWS. */
export function rowsOf(
  y: unknown,
  windows: number,
  { horizon, head }: Pick<ForecasterSettings, "horizon" | "head">,
): Tensor {
  const { count } = HEAD_NUMBERS[head];
  const wanted = count === 1 ? [windows, horizon] : [windows, horizon, count];
  if (y instanceof Tensor) {
    const { shape } = y;
    const whole = shape.length === 3 ? shape : [...shape, 1];
    if (whole.length === 3 && [windows, horizon, count].every((length, i) => length === whole[i])) {
      return shape.length === wanted.length ? y : y.reshape(wanted);
    }
  }
  const found = y instanceof Tensor ? describeShape(y.shape) : "no tensor";
  throw new ShapeError(
    "FORECASTER_ROWS",
    "Forecaster",
    `its network gives ${found} for ${counted(windows, "window")}, and a forecast of ${horizon} rows is ${describeShape(wanted)}`,
    {
      found,
      remedies: [
        count === 1
          ? "let its last layer give a number for each row"
          : `let its last layer give ${count} numbers for each row, as head: "${head}" has them`,
      ],
    },
  );
}

/** A loss of these rows. */
export function lossOfRows(
  loss: NonNullable<GivenTraining["loss"]>,
  settings: ForecasterSettings,
): NonNullable<GivenTraining["loss"]> {
  const ofRows = (prediction: Tensor, target: Tensor): Tensor =>
    loss(rowsOf(prediction, target.shape[0], settings), target);
  return isMeanOverSamples(loss) ? meanOverSamples(ofRows) : ofRows;
}
