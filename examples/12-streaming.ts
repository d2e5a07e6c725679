// A model at work: values arrive one after another, and after each it says what comes next. Its state goes through JSON in
// between, as when a server is restarted. Beside it, the batch path: many sequences at once.
import {
  Adam,
  Linear,
  LSTM,
  mseLoss,
  Predictor,
  Sequential,
  Stepper,
  type Tensor,
  tensor,
  train,
  withSeed,
} from "recurra";
import { Generator } from "recurra/core";
import type { StepperState } from "recurra/nn";

const length = 60;

/** Waves with a little noise [count][length + 1]; each has a phase and a period of its own. */
function waves(count: number, seed: number): number[][] {
  const random = new Generator(seed).stream("waves");
  return Array.from({ length: count }, (_, wave) => {
    const at = (i: number): number => random.uniform(wave * (length + 3) + i);
    const period = 12 + 6 * at(0);
    const value = (t: number): number =>
      Math.sin((2 * Math.PI * (t + period * at(1))) / period) + 0.1 * (at(2 + t) - 0.5);
    return Array.from({ length: length + 1 }, (_, t) => value(t));
  });
}

/** x [B, T, 1], and the next value at each step, y [B, T, 1]. */
function batch(rows: readonly number[][]): { x: Tensor; y: Tensor } {
  const shape = [rows.length, length, 1];
  return {
    x: tensor(
      rows.flatMap((row) => row.slice(0, -1)),
      shape,
    ),
    y: tensor(
      rows.flatMap((row) => row.slice(1)),
      shape,
    ),
  };
}

export interface Found {
  readonly losses: number[];
  /** Mean squared errors of the next value on other waves: of the model, and of saying that nothing changes. */
  readonly streamed: number;
  readonly lastValue: number;
  /** Whether the values that were streamed are those of the batch path, to the bit. */
  readonly same: boolean;
}

/** Trains for `epochs`, then lets other waves arrive value by value. */
export async function run(epochs: number, print: (line: string) => void = () => {}): Promise<Found> {
  const lstm = withSeed(7, () => new LSTM({ inputSize: 1, hiddenSize: 16 }));
  const model = withSeed(8, () => new Sequential(lstm, new Linear({ inFeatures: 16, outFeatures: 1 })));
  const optimizer = new Adam(model.parameters(), { learningRate: 0.01 });
  const batches = Array.from({ length: 10 }, (_, i) => batch(waves(20, i)));
  const losses: number[] = [];
  for await (const { epoch, trainLoss } of train({ model, optimizer, loss: mseLoss, batches: () => batches, epochs })) {
    losses.push(trainLoss);
    print(`epoch ${epoch}  mean squared error ${trainLoss.toFixed(4)}`);
  }

  const rows = waves(20, 99);
  const said: number[] = [];
  const stepper = new Stepper(model);
  for (const row of rows) {
    stepper.reset();
    for (const value of row.slice(0, length / 2)) said.push(stepper.step(value)[0]);
    // The state as a server would store it; another stepper goes on from there.
    const stored = JSON.stringify(stepper.state);
    const restarted = new Stepper(model);
    restarted.state = JSON.parse(stored) as StepperState;
    for (const value of row.slice(length / 2, length)) said.push(restarted.step(value)[0]);
    restarted.dispose();
  }
  stepper.dispose();

  const { x, y } = batch(rows);
  const error = (guess: ArrayLike<number>): number =>
    y.toArray().reduce((sum, next, i) => sum + (guess[i] - next) ** 2, 0) / y.size;
  const streamed = error(said);
  const lastValue = error(x.toArray());
  print(`other waves, the next value: ${streamed.toFixed(4)}; saying that nothing changes: ${lastValue.toFixed(4)}`);

  const predictor = new Predictor(model, { threads: "auto" });
  const whole = (await predictor.predict(x)).toArray();
  await predictor.dispose();
  const same = said.every((value, i) => value === whole[i]);
  print(same ? "value by value or all at once: the same bits" : "value by value and all at once differ");
  model.dispose();
  return { losses, streamed, lastValue, same };
}

if (process.argv[1]?.endsWith("12-streaming.js")) await run(12, console.log);
