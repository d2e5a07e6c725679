// What gradient clipping does: a plain network whose gradients explode, trained with and without it. The loop is written out
// here, because clipping is one of its lines.
import { clipGradNorm, mseLoss, RNN, SGD, withMode, withSeed } from "recurra";
import type { LabContext, LabProgress } from "../lab/lab.ts";
import { Turns } from "../lab/turns.ts";
import { parameterOf, SequenceReader } from "./subjects.ts";
import { makeAdding } from "./tasks.ts";

/** The run: sequences of this length, plain gradient descent. */
export const explosion = { length: 50, steps: 100, learningRate: 3e-4 } as const;

/** The mean squared error on the adding problem of always answering 1, the mean: the variance of a sum of two uniforms. */
export const ALWAYS_ONE: number = 1 / 6;

interface ClippingSettings {
  readonly hidden: number;
  readonly batch: number;
  readonly seed: number;
}

/** One run, as far as it went. */
export interface ExplosionHistory {
  /** The loss of each training step before it is taken. */
  readonly losses: readonly number[];
  /** The norm of all gradients together, before clipping. */
  readonly norms: readonly number[];
  /** The step, from 1, at which a loss or gradient was no finite number any more; absent when all steps were taken. */
  readonly failedAt?: number;
}

/**
 * An RNN with ReLU whose recurrent weights are the identity: what a unit holds, it keeps, and adds to at each step.
 *
 * Source: Le, Jaitly and Hinton 2015, who clip its gradients.
 */
export function makeExploding(hidden: number, seed: number): SequenceReader {
  const model = withSeed(seed, () => {
    const recurrent = new RNN({ inputSize: 2, hiddenSize: hidden, nonlinearity: "relu" });
    return new SequenceReader(recurrent, hidden, 1);
  });
  const weight = parameterOf(model.recurrent, "weight_hh_l0");
  weight.value = weight.value.map((_, i) => (i % (hidden + 1) === 0 ? 1 : 0));
  return model;
}

/** Trains it; `clip` is the norm to which gradients are scaled down, Infinity for none. */
export async function* trainExploding(
  clip: number,
  { hidden, batch, seed }: ClippingSettings,
  { signal, mode = "strict" }: LabContext,
): AsyncGenerator<LabProgress, ExplosionHistory, undefined> {
  const phase = `RNN ReLU that explodes, ${clip === Number.POSITIVE_INFINITY ? "not clipped" : `clipped to ${clip}`}`;
  const { length, steps, learningRate } = explosion;
  const model = makeExploding(hidden, seed);
  const sgd = new SGD(model.parameters(), { learningRate });
  const turns = new Turns(signal);
  const losses: number[] = [];
  const norms: number[] = [];
  try {
    for (let step = 1; step <= steps; step++) {
      await turns.next();
      const started = performance.now();
      const { x, y } = makeAdding(batch, length, seed, step);
      const { loss, norm } = withMode(mode, () => {
        sgd.zeroGrad();
        const loss = mseLoss(model.forward(x), y);
        const value = loss.item();
        loss.backward();
        return { loss: value, norm: clipGradNorm(model.parameters(), clip) };
      });
      if (!Number.isFinite(loss) || !Number.isFinite(norm)) return { losses, norms, failedAt: step };
      withMode(mode, () => sgd.step());
      losses.push(loss);
      norms.push(norm);
      yield {
        phase,
        epoch: step,
        epochs: steps,
        trainLoss: loss,
        seconds: (performance.now() - started) / 1000,
        best: true,
      };
    }
    return { losses, norms };
  } finally {
    model.dispose();
  }
}
