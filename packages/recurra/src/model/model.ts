// A trained model opened, or about to be saved: a network with what is needed to use it.

import { COPY } from "../core/copy.ts";
import { OptionError } from "../core/errors.ts";
import { either, instance, made, requireOption } from "../core/option-rules.ts";
import { Forecaster } from "../forecast/forecaster.ts";
import { forecasterOf, writeForecaster } from "../forecast/forecaster-file.ts";
import { forecastFacts } from "../forecast/state/forecaster-state.ts";
import { requireParameters } from "../model-file/kept-parameters.ts";
import { type ReadOptions, readableKinds, requireKinds } from "../model-file/known-kinds.ts";
import { checkPart, openModelFile, refuse, writeModelFile } from "../model-file/model-file.ts";
import { checkFacts, type NetworkFacts } from "../model-file/network-facts.ts";
import { networkOf, ownNetworkOf } from "../model-file/stored-network.ts";
import { type Architecture, eachParameter, kindsIn, readArchitecture } from "../nn/form/architecture.ts";
import type { ModuleKinds } from "../nn/form/module-kinds.ts";
import { architectureOf, buildModule, formOf } from "../nn/form/module-of.ts";
import { type Layer, Module, type SequenceLayer } from "../nn/index.ts";
import { describeModel, type ModelDescription } from "./model-description.ts";
import type { ModelFacts } from "./model-facts.ts";
import { requireSameOutputs } from "./same-outputs.ts";

/** A module whose forward() takes one tensor: a result that is a tensor, or of a recurrent network one with an `output`. */
export type Network = Layer | SequenceLayer;

/** What a program says of a network that it saves. */
export interface FactsToKeep extends NetworkFacts {
  /** Of a module of one's own: a network of the library with parameters of the same names and shapes that computes the same. */
  readonly architecture?: Architecture;
}

const NONE: ModuleKinds = /* @__PURE__ */ new Map();
const SUBJECT = /* @__PURE__ */ either(instance("a fitted Forecaster", Forecaster), instance("a module", Module));
const FACTS = /* @__PURE__ */ made(
  "an object of plain values",
  (value): value is object => typeof value === "object" && value !== null && !Array.isArray(value),
);

/**
 * A trained model, as it lies in one file: a forecaster, or a network alone. Of a forecaster, `network` maps normalised windows to
 * normalised forecasts, and `forecaster` has columns, scales and windows.
 */
export class Model {
  /** A Sequential, a recurrent network, an EncoderDecoder, the network of a forecaster, or the module that `Model.of` was given. */
  readonly network: Network;
  readonly forecaster: Forecaster | undefined;
  readonly architecture: Architecture;
  readonly facts: ModelFacts;

  private constructor(
    network: Module,
    forecaster: Forecaster | undefined,
    architecture: Architecture,
    facts: ModelFacts,
  ) {
    this.network = network as Network;
    this.forecaster = forecaster;
    this.architecture = architecture;
    this.facts = facts;
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /**
   * Opens a model file; `file` is the name in messages. The file may come from anywhere: it is checked before anything is built. One with
   * modules of a program's own needs their classes, `modules`; what runs then is the code of these classes.
   * Throws FormatError in one line that begins with the file's name and says what is wrong in it; OptionError for classes that name no kind.
   */
  static load(bytes: Uint8Array, file = "model file", options: ReadOptions = {}): Model {
    const kinds = readableKinds("Model.load", options);
    const stored = openModelFile(bytes, file);
    requireKinds(stored, "Model.load", kinds);
    if (stored.task === "forecast") return Model.of(forecasterOf(stored, {}, kinds));
    if (stored.task === "global") {
      refuse("MODEL_TASK", file, "it holds one model for many series", {
        found: stored.task,
        remedies: [["open it with ", { call: "readGlobalForecaster()" }]],
      });
    }
    const architecture = stored.architecture as Architecture;
    const storedFacts = stored.tensors.metadata.has("facts") ? stored.part("facts") : {};
    const facts = checkPart("facts", file, () => checkFacts(storedFacts));
    const build = (): Module => buildModule(architecture, kinds);
    const network =
      kindsIn(architecture).length > 0
        ? ownNetworkOf(stored, build)
        : networkOf(stored, eachParameter(architecture), build);
    return new Model(network, undefined, architecture, { task: "network", ...facts });
  }

  /**
   * A fitted forecaster, or a network with what is to be known of it, to be saved. Nothing is copied: later training changes the model.
   *
   * Throws OptionError: ARCHITECTURE_UNKNOWN for a network of a class that names no kind (ModuleClass), where no architecture was given;
   * MODULE_KIND, MODULE_OPTIONS or MODULE_BUILD for one whose kind or options cannot be kept; MODEL_PARAMETERS when the parameters of the given one, or
   * of what its options build, have other names or shapes; MODEL_OUTPUTS when it computes other numbers; MODEL_FACTS for facts
   * that are not plain. StateError for a forecaster that was not fitted.
   */
  static of(subject: Forecaster | Module, facts: FactsToKeep = {}): Model {
    requireOption("Model.of", "subject", SUBJECT, subject);
    requireOption("Model.of", "facts", FACTS, facts);
    if (subject instanceof Forecaster) {
      if (Object.keys(facts).length > 0) {
        throw new OptionError("MODEL_FACTS", "Model.of", "a forecaster tells its own facts", {
          remedies: ["leave them out"],
        });
      }
      const { network } = subject;
      return new Model(network, subject, architectureOf(network), forecastFacts(subject));
    }
    const { architecture: given, ...others } = facts;
    const kept = checkFacts(others);
    const { architecture, kinds } =
      given !== undefined ? { architecture: readArchitecture(given), kinds: NONE } : formOf(subject);
    requireParameters("Model.of", subject, architecture, kinds);
    if (given !== undefined) requireSameOutputs(subject, architecture);
    return new Model(subject, undefined, architecture, { task: "network", ...kept });
  }

  /** The model as one safetensors file: the same bytes for the same weights and facts. */
  toSafetensors(): Uint8Array {
    if (this.forecaster) return writeForecaster(this.forecaster);
    const { task, ...facts } = this.facts;
    return writeModelFile(task, this.architecture, this.network, { facts });
  }

  /** Layers with their options and parameters, numbers of weights, and the facts, as plain data. */
  describe(): ModelDescription {
    return describeModel(this);
  }

  /** Gives the weights' memory back, also of what `Model.of` was given. */
  dispose(): void {
    if (this.forecaster) this.forecaster.dispose();
    else this.network.dispose();
  }
}
