// Whether a module of one's own computes what the architecture computes that is to stand for it.

import { OptionError } from "../core/errors.ts";
import { Generator } from "../core/random.ts";
import { withMode } from "../kernels/wasm/engine.ts";
import { type Architecture, layersOf } from "../nn/form/architecture.ts";
import { moduleOf } from "../nn/form/module-of.ts";
import type { Layer, Module, SequenceLayer } from "../nn/index.ts";
import { blankParameters } from "../nn/module/initialisers.ts";
import { withEvaluation } from "../nn/module/with-evaluation.ts";
import { noGrad, Tensor, tensor } from "../tensor/index.ts";

const SEQUENCES = 2;
const STEPS = 5;
/** Of the largest output: another order of the same sums is allowed. */
const TOLERANCE = 1e-4;

/** A random input that the first layer with a size can read: features of each step, or for an Embedding the number of a row. */
function drawInput(architecture: Architecture): Tensor {
  const stream = new Generator(0).stream("same-outputs");
  const steps = [SEQUENCES, STEPS];
  const features = (size: number): Tensor =>
    tensor(
      Float32Array.from({ length: SEQUENCES * STEPS * size }, (_, i) => stream.uniform(i) - 0.5),
      [...steps, size],
    );
  for (const [, layer] of layersOf(architecture)) {
    if ("numEmbeddings" in layer) {
      const row = (_: unknown, i: number) => Math.floor(stream.uniform(i) * layer.numEmbeddings);
      return tensor(Float32Array.from({ length: SEQUENCES * STEPS }, row), steps);
    }
    if ("inputSize" in layer) return features(layer.inputSize);
    if ("inFeatures" in layer) return features(layer.inFeatures);
  }
  return features(1);
}

function outputs(module: Module, x: Tensor, options: readonly object[]): Float32Array {
  const run = (module as Layer | SequenceLayer).forward as (...given: unknown[]) => Tensor | { output: Tensor };
  return withMode("strict", () =>
    withEvaluation(module, () =>
      noGrad(() => {
        const y = run.call(module, x, ...options);
        return (y instanceof Tensor ? y : y.output).toArray();
      }),
    ),
  );
}

function fail(problem: string, cause?: unknown): never {
  throw new OptionError("MODEL_OUTPUTS", "Model.of", problem, {
    remedies: [
      ["give an ", { option: "architecture" }, " that computes the same"],
      "save a part of the module that has one",
    ],
    cause,
  });
}

function outputsOrFail(module: Module, x: Tensor, options: readonly object[]): Float32Array {
  try {
    return outputs(module, x, options);
  } catch (cause) {
    return fail(`the network cannot read what its architecture reads, [${x.shape.join(", ")}]: ${cause}`, cause);
  }
}

/** Runs both on the same random input, [2, 5, features] or, for an Embedding, [2, 5]. Throws OptionError MODEL_OUTPUTS when they differ. */
export function requireSameOutputs(module: Module, architecture: Architecture): void {
  const x = drawInput(architecture);
  // An encoder-decoder must be told how many steps to write.
  const options = architecture.type === "EncoderDecoder" ? [{ horizon: 2 }] : [];
  const other = blankParameters(() => moduleOf(architecture));
  try {
    other.loadStateDict(module.stateDict());
    const wanted = outputs(other, x, options);
    const given = outputsOrFail(module, x, options);
    const bound = TOLERANCE * wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
    const differs = given.length !== wanted.length || given.some((value, i) => !(Math.abs(value - wanted[i]) <= bound));
    if (differs)
      fail("the network gives other numbers than the architecture that is to stand for it, with the same weights");
  } finally {
    other.dispose();
  }
}
