// What methods that need no network come to on the validation windows of a fit, in the measure in which it tells the loss of its network: so the
// two can be laid over one another from the first step on.

import { Turns } from "../core/turns.ts";
import type { Series } from "../data/index.ts";
import type { Rival } from "../evaluation/index.ts";
import { withMode } from "../kernels/wasm/engine.ts";
import { noGrad } from "../tensor/index.ts";
import { LOSSES } from "./fit-loss.ts";
import { heldOutOrigins } from "./held-out.ts";
import { FORECAST_BATCH } from "./layout/fit-batches.ts";
import type { FitLayout } from "./layout/fit-layout.ts";
import { type HeadForm, headForm, pointForm } from "./rival-spread.ts";
import { RivalWindows } from "./rival-windows.ts";
import { spread } from "./settings/calibration.ts";
import { type ForecasterSettings, hasNetwork } from "./settings/forecaster-options.ts";

/** A rival, and its loss. */
export interface RivalLoss extends Pick<Rival, "name" | "words" | "kind"> {
  readonly loss: number;
}

/** The rivals of a network on the validation windows. */
export interface RivalLosses {
  /** Windows that the losses are means over: those of the fit's validation loss. */
  readonly windows: number;
  /** The smallest loss first. */
  readonly losses: readonly RivalLoss[];
  /** Rows that no step learns from, as windows one behind the other, and what the first of `losses` forecasts there. */
  readonly heldOut: {
    readonly horizon: number;
    /** The first row of each window. */
    readonly origins: Uint32Array;
    /** In the target's units, [windows * horizon]. */
    readonly predicted: Float64Array;
  };
}

/** Of the training windows, those at the end whose errors say how sure a rival is; the rows before them it is fitted on. */
const SPREAD_SHARE = 0.25;
/** The rows of such windows at most: more tell nothing new of their spread. */
const SPREAD_ROWS = 20_000;
const SPREAD_WINDOWS = 500;

/**
 * Each rival is fitted on the rows before the validation windows and forecasts these as a backtest would have it, from the rows before each, within the
 * bounds. Undefined where no network is validated, or by a loss of a program's own.
 */
export async function rivalLosses(
  settings: ForecasterSettings,
  series: Series,
  layout: FitLayout,
  signal?: AbortSignal,
): Promise<RivalLosses | undefined> {
  const { validation, trainingRows } = layout;
  const { horizon, mode } = settings;
  if (validation.length === 0 || !hasNetwork(settings) || settings.model === "own") return undefined;
  const rivals = new RivalWindows(settings, series, layout);
  const turns = new Turns();
  const breathe = async (): Promise<void> => {
    if (!turns.due) return;
    await turns.take();
    signal?.throwIfAborted();
  };
  const formOf = await formsOf(settings, layout, rivals, breathe);
  const shown = heldOutOrigins(series, settings, layout);
  const origins = Uint32Array.from(new Set([...validation, ...shown])).sort();
  const windows = new Map(Array.from(origins, (origin, window) => [origin, window]));
  const pick = (forecasts: Float64Array, of: Uint32Array): Float64Array =>
    Float64Array.from({ length: of.length * horizon }, (_, at) => {
      const window = windows.get(of[Math.floor(at / horizon)]) as number;
      return forecasts[window * horizon + (at % horizon)];
    });
  const found: { readonly one: RivalLoss; readonly predicted: Float64Array }[] = [];
  for (const { rival, forecasts } of rivals.forecasts(origins, trainingRows)) {
    const { name, words, kind } = rival;
    const form = formOf(name);
    const outputs = rivals.measure(pick(forecasts, validation), validation);
    const loss = form && withMode(mode, () => lossOf(outputs, form, { settings, rivals, validation }));
    if (Number.isFinite(loss)) found.push({ one: { name, words, kind, loss: Number(loss) }, predicted: forecasts });
    await breathe();
  }
  if (found.length === 0) return undefined;
  // Of equal ones the first, as in tables: the simpler.
  found.sort((a, b) => a.one.loss - b.one.loss);
  return {
    windows: validation.length,
    losses: found.map(({ one }) => one),
    heldOut: { horizon, origins: shown, predicted: pick(found[0].predicted, shown) },
  };
}

/** How each rival's forecasts become outputs of the network's head, by the rival's name; undefined of one that has no errors to tell it by. */
async function formsOf(
  { head, horizon, mode }: ForecasterSettings,
  { training, trainingRows }: FitLayout,
  rivals: RivalWindows,
  breathe: () => Promise<void>,
): Promise<(name: string) => HeadForm | undefined> {
  if (head === "point") return () => pointForm(horizon);
  const late = training.subarray(Math.floor(training.length * (1 - SPREAD_SHARE)));
  const origins = spread(late, Math.min(SPREAD_WINDOWS, Math.ceil(SPREAD_ROWS / horizon)));
  const truths = rivals.truths(origins).toArray();
  const forms = new Map<string, HeadForm>();
  for (const { rival, forecasts } of rivals.forecasts(origins, late[0], trainingRows)) {
    const measured = rivals.measure(forecasts, origins);
    const errors = Float64Array.from(truths, (truth, at) => truth - measured[at]);
    if (errors.every(Number.isFinite)) {
      forms.set(
        rival.name,
        withMode(mode, () => headForm(head, errors, horizon)),
      );
    }
    await breathe();
  }
  return (name) => forms.get(name);
}

interface Validated {
  readonly settings: ForecasterSettings;
  readonly rivals: RivalWindows;
  readonly validation: Uint32Array;
}

/** The mean over all windows, as validation takes it of a network's outputs. */
function lossOf(outputs: Float32Array, form: HeadForm, { settings, rivals, validation }: Validated): number {
  const { horizon, loss } = settings;
  let sum = 0;
  for (let from = 0; from < validation.length; from += FORECAST_BATCH) {
    const batch = validation.subarray(from, from + FORECAST_BATCH);
    const some = outputs.subarray(from * horizon, (from + batch.length) * horizon);
    sum += batch.length * noGrad(() => LOSSES[loss](form(some), rivals.truths(batch)).item());
  }
  return sum / validation.length;
}
