// Gradients of new networks: back through sequences of several lengths, and with their recurrent weights scaled.
import { mseLoss, withSeed } from "recurra";
import type { LabContext, LabProgress } from "../lab/lab.ts";
import { Turns } from "../lab/turns.ts";
import { type Measured, measureGradients } from "./norms.ts";
import { spectralRadius } from "./spectral-radius.ts";
import { parameterOf, SequenceReader, type Subject } from "./subjects.ts";
import { makeAdding } from "./tasks.ts";

/** What the recurrent weights are multiplied by, one after the other, and the length of the sequences for that. */
export const gains = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4] as const;
export const gainLength = 50;

interface InitialSettings {
  readonly hidden: number;
  readonly lengths: readonly number[];
  readonly batch: number;
  readonly gain: number;
  readonly seed: number;
}

/** A new network for the adding problem. */
function makeAdder(subject: Subject, { hidden, seed }: InitialSettings, gain: number): SequenceReader {
  return withSeed(seed, () => new SequenceReader(subject.make(2, hidden), hidden, 1)).scaleRecurrent(gain);
}

/** The spectral radius of a new plain network's recurrent weights. */
export function measurePlainRadius(plain: Subject, settings: InitialSettings): number {
  const model = makeAdder(plain, settings, 1);
  const weight = parameterOf(model.recurrent, "weight_hh_l0").value;
  model.dispose();
  return spectralRadius(weight, settings.hidden);
}

/** The adding problem's loss and gradients of one new network: for each length, or for each gain. */
async function* each(
  phase: string,
  cases: readonly { readonly length: number; readonly gain: number }[],
  subject: Subject,
  settings: InitialSettings,
  { signal, mode }: LabContext,
  before?: (gain: number) => void,
): AsyncGenerator<LabProgress, Measured[], undefined> {
  const turns = new Turns(signal);
  const found: Measured[] = [];
  for (const { length, gain } of cases) {
    await turns.next();
    before?.(gain);
    const started = performance.now();
    const model = makeAdder(subject, settings, gain);
    const one = measureGradients(model, makeAdding(settings.batch, length, settings.seed), mseLoss, mode);
    model.dispose();
    found.push(one);
    const seconds = (performance.now() - started) / 1000;
    yield { phase, epoch: found.length, epochs: cases.length, trainLoss: one.loss, seconds, best: true };
  }
  return found;
}

/** For each length of sequences. */
export function measureLengths(subject: Subject, settings: InitialSettings, context: LabContext) {
  const cases = settings.lengths.map((length) => ({ length, gain: settings.gain }));
  return each(`${subject.name}: gradients of a new network, by length`, cases, subject, settings, context);
}

/** For each factor of the recurrent weights, of which `before` is told. */
export function measureGains(
  subject: Subject,
  settings: InitialSettings,
  context: LabContext,
  before?: (gain: number) => void,
) {
  const cases = gains.map((gain) => ({ length: gainLength, gain }));
  return each(`${subject.name}: gradients with scaled recurrent weights`, cases, subject, settings, context, before);
}
