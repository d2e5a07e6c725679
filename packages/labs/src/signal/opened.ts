// The encoder and the decoder of the signal lab, opened over one window of the points that they never learned from.
import type { EncoderDecoder } from "recurra";
import type { OpenedNetwork } from "recurra/inside";
import { type Named, oneOf } from "../network/opened.ts";
import { openWindow } from "../network/opened-window.ts";
import { heldOutSpan, type Signal } from "./data.ts";
import type { SignalSettings } from "./settings.ts";

/** The window that ends before held-out point `sequence`. With a share of at least a half of true values read back, all are. */
export function openSignal(
  model: EncoderDecoder,
  { y }: Signal,
  { inputSteps, outputSteps }: SignalSettings,
  { share, sequence }: { readonly share: number; readonly sequence: number | undefined },
  named: Named,
): OpenedNetwork {
  const { from, to } = heldOutSpan;
  const origin = from + oneOf(Math.max(1, to - from - outputSteps + 1), sequence);
  const first = origin - inputSteps;
  return openWindow(model, {
    ...named,
    input: y.slice(first, origin),
    target: y.slice(origin, origin + outputSteps),
    forced: share >= 0.5,
    label: "signal",
    shown: (values) => values,
    stepNames: Array.from({ length: inputSteps + outputSteps }, (_, t) => `point ${first + t + 1}`),
  });
}
