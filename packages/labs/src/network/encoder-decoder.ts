// The encoder-decoder of the labs that write several steps: the option that says how it is trained, and what it writes.
import { EncoderDecoder, type Mode, noGrad, type Tensor, tensor, withMode } from "recurra";
import type { DecodeOptions } from "recurra/nn";
import { choice, type LabOption } from "../lab/options.ts";
import type { NetworkSettings } from "./network.ts";

type TeacherForcing = "always" | "half" | "never";

/** The option `teacherForcing`; `value` is what is forecast: "price". */
export function teacherForcingOption(initial: TeacherForcing, value: string): LabOption<TeacherForcing> {
  const effect = `how often a decoder step reads the true ${value} before it while training`;
  return choice(["always", "half", "never"], initial, effect);
}

/** The share of the decoder's steps that read the truth while training. */
export function forcedShare({ teacherForcing }: { readonly teacherForcing: TeacherForcing }): number {
  return { always: 1, half: 0.5, never: 0 }[teacherForcing];
}

/** One number in and one out at each step. */
export function makeEncoderDecoder(
  settings: NetworkSettings & { readonly teacherForcing: TeacherForcing },
): EncoderDecoder {
  return new EncoderDecoder({
    inputSize: 1,
    hiddenSize: settings.hidden,
    cell: settings.cell,
    numLayers: settings.layers,
    bidirectional: settings.bidirectional, // the encoder: a decoder cannot read what it has not written
    dropout: settings.dropout,
    teacherForcing: forcedShare(settings),
  });
}

/** The `horizon` numbers that a model writes after one window. With `truth`, each step reads the true one before it. */
export function writeSteps(
  model: { forward(x: Tensor, options: DecodeOptions): Tensor },
  window: Float64Array,
  horizon: number,
  truth: Float64Array | undefined,
  mode: Mode = "strict",
): Float32Array {
  const x = tensor(window, [1, window.length, 1]);
  const options = truth ? { targets: tensor(truth, [1, horizon, 1]), teacherForcing: 1 } : { horizon };
  return withMode(mode, () => noGrad(() => model.forward(x, options).toArray()));
}
