// Points after the training, predicted in three ways that differ in what the network may read, and by naive forecasts
// that may read as much.
import type { EncoderDecoder } from "recurra";
import { lastValue, seasonalNaive } from "recurra/evaluation";
import type { LabContext } from "../lab/lab.ts";
import { Turns } from "../lab/turns.ts";
import { writeSteps } from "../network/encoder-decoder.ts";
import { PERIOD, type Signal, type Span } from "./data.ts";

/**
 * teacherForced: within a window, each step reads the true value before it, so that all forecasts are of one step.
 * windowed: within a window, each step reads the network's own output before it; the next window has true inputs again.
 * freeRunning: only the first window has true inputs; all later ones are made of the network's own outputs.
 */
export type Protocol = "teacherForced" | "windowed" | "freeRunning";

/** Predictions of a span of points. */
export interface Forecasts {
  readonly network: Float64Array;
  /** The last value that is known. */
  readonly lastValue: Float64Array;
  /** The value one period before. It knows the period, which nobody tells the network. */
  readonly seasonal: Float64Array;
}

/** Where the windows of a span begin to write: `steps` points each, or as many as there are to the end. */
function* origins({ from, to }: Span, steps: number): Iterable<{ origin: number; horizon: number }> {
  for (let origin = from; origin < to; origin += steps) yield { origin, horizon: Math.min(steps, to - origin) };
}

async function forecastByNetwork(
  model: EncoderDecoder,
  { y }: Signal,
  span: Span,
  { inputSteps, outputSteps }: { readonly inputSteps: number; readonly outputSteps: number },
  protocol: Protocol,
  context: LabContext,
): Promise<Float64Array> {
  const turns = new Turns(context.signal);
  const predicted = y.slice(); // the span's points are written over before the free-running network reads them
  for (const { origin, horizon } of origins(span, outputSteps)) {
    const source = protocol === "freeRunning" ? predicted : y;
    await turns.next();
    const input = source.slice(origin - inputSteps, origin);
    const truth = protocol === "teacherForced" ? y.slice(origin, origin + horizon) : undefined;
    predicted.set(writeSteps(model, input, horizon, truth, context.mode), origin);
  }
  return predicted.slice(span.from, span.to);
}

/** Predicts a span of points, each from values that the protocol knows by then. */
export async function forecastSpan(
  model: EncoderDecoder,
  signal: Signal,
  span: Span,
  sizes: { readonly inputSteps: number; readonly outputSteps: number },
  protocol: Protocol,
  context: LabContext = {},
): Promise<Forecasts> {
  const last: number[] = [];
  const seasonal: number[] = [];
  const steps = { teacherForced: 1, windowed: sizes.outputSteps, freeRunning: span.to - span.from }[protocol];
  for (const { origin, horizon } of origins(span, steps)) {
    const known = signal.y.subarray(0, origin);
    last.push(...lastValue(known, horizon));
    seasonal.push(...seasonalNaive(PERIOD)(known, horizon));
  }
  return {
    network: await forecastByNetwork(model, signal, span, sizes, protocol, context),
    lastValue: Float64Array.from(last),
    seasonal: Float64Array.from(seasonal),
  };
}
