import { otherCopy } from "../../core/copy.ts";
import { OptionError } from "../../core/errors.ts";
import { refuseValue } from "../../core/option-rules.ts";
import { Tensor } from "../../tensor/index.ts";
import { Linear } from "../layers/linear.ts";
import { layerNameProblem } from "../module/layer-names.ts";
import { Module } from "../module/module.ts";
import { type HoldState, isSteppable, type StepperLayer } from "../recurrent/stepper.ts";

/** A module that maps one tensor to one tensor. */
export interface Layer extends Module {
  forward(x: Tensor): Tensor;
}

/** A module whose result has an `output`, as RNN, LSTM and GRU give it. */
export interface SequenceLayer extends Module {
  forward(x: Tensor): { readonly output: Tensor };
}

/**
 * Layers one after the other. Of a recurrent network, the `output` goes on to the next layer; its state begins at zero.
 * Parameters are named by position, as in PyTorch: "0.weight", "2.bias"; or by the names that are given with the layers:
 * "recurrent.weight_ih_l0", "head.bias".
 *
 *   new Sequential(new LSTM({ inputSize: 1, hiddenSize: 64 }), new LastStep(), new Linear({ inFeatures: 64, outFeatures: 1 }))
 *   new Sequential({ recurrent: new LSTM({ inputSize: 1, hiddenSize: 64 }), last: new LastStep(), head: .. })
 *
 * Throws OptionError OPTION_VALUE without layers and for what is none, SEQUENTIAL_NAMES for a name that is empty, has a dot, is a number or is that of a method.
 */
export class Sequential extends Module {
  readonly #layers: readonly (Layer | SequenceLayer)[];

  constructor(layers: Readonly<Record<string, Layer | SequenceLayer>>);
  constructor(...layers: (Layer | SequenceLayer)[]);
  constructor(...layers: (Layer | SequenceLayer | Readonly<Record<string, Layer | SequenceLayer>>)[]) {
    super();
    const [first] = layers;
    const other = layers.find((layer) => otherCopy(layer) !== undefined);
    if (other !== undefined) throw refuseValue("Sequential", "a layer", "of this copy", other);
    const byName = layers.length === 1 && typeof first === "object" && first && !(first instanceof Module);
    const given = byName ? first : Object.fromEntries(layers.entries());
    const named = given as Readonly<Record<string, Layer | SequenceLayer>>;
    const problem = layerNameProblem(Object.keys(named));
    if (problem)
      throw new OptionError("SEQUENTIAL_NAMES", "Sequential", `it ${problem}`, { remedies: ["choose another name"] });
    this.#layers = Object.values(named);
    // With no layer at all, the first is what is missing.
    for (const [name, layer] of this.#layers.length === 0 ? [["0", undefined]] : Object.entries(named)) {
      if (layer instanceof Module && "forward" in layer) continue;
      throw refuseValue("Sequential", `layer ${name}`, ["a module, such as ", { call: "new Tanh()" }], layer);
    }
    Object.assign(this, named);
  }

  /** The layers with their names, in their order. */
  namedLayers(): [string, Layer | SequenceLayer][] {
    return Object.entries(this).filter(([, value]) => value instanceof Module) as [string, Layer | SequenceLayer][];
  }

  /** When all of its layers are. */
  override get repeatable(): boolean {
    return this.#layers.every((layer) => layer.repeatable);
  }

  /** The last layer's output. */
  forward(x: Tensor): Tensor {
    let y = x;
    for (const layer of this.#layers) {
      const result = layer.forward(y);
      y = result instanceof Tensor ? result : result.output;
    }
    return y;
  }

  /** @internal Throws OptionError STEPPER_LAYERS for a layer that may hold a state, or is not repeatable. */
  stepperLayers(hold: HoldState): StepperLayer[] {
    return this.#layers.flatMap((layer) => (isSteppable(layer) ? layer.stepperLayers(hold) : stateless(layer)));
  }
}

function stateless(layer: Layer | SequenceLayer): StepperLayer {
  const refuse = (why: string): never => {
    throw new OptionError("STEPPER_LAYERS", "stepper", `the layer ${layer.constructor.name} ${why}`);
  };
  if (!layer.repeatable) refuse("is not repeatable, so it cannot be run as a list of kernel calls");
  const forward = (x: Tensor): Tensor => {
    const result = layer.forward(x);
    return result instanceof Tensor ? result : refuse("may hold a state that a stepper does not know of");
  };
  return { forward, inputSize: layer instanceof Linear ? layer.inFeatures : undefined };
}
