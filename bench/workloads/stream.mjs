// Values that come one at a time: by a stepper, which holds the state, and by forward() of sequences of one step.
import { Linear, LSTM, manualSeed, noGrad, Sequential, Stepper, withMode } from "recurra";
import { uniform } from "./uniform.mjs";

const steps = 1000;
export const per = "1,000 single steps, batch 1, LSTM 64 + Linear";

function parts() {
  manualSeed(0);
  return {
    lstm: new LSTM({ inputSize: 1, hiddenSize: 64 }).eval(),
    head: new Linear({ inFeatures: 64, outFeatures: 1 }).eval(),
  };
}

export function library(_name, { mode }) {
  const { lstm, head } = parts();
  const stepper = new Stepper(new Sequential(lstm, head), { mode });
  const x = Float32Array.of(0.5);
  const run = () => {
    stepper.reset();
    for (let i = 0; i < steps; i++) stepper.step(x);
  };
  return { threads: 1, run, end: () => stepper.dispose() };
}

export function loop(_name, { mode }) {
  const { lstm, head } = parts();
  const x = uniform("x", [1, 1, 1]);
  const run = () => {
    let state;
    for (let i = 0; i < steps; i++) {
      const stepped = lstm.forward(x, { state });
      head.forward(stepped.output);
      state = stepped.state;
    }
  };
  return { threads: 1, run: () => withMode(mode, () => noGrad(run)) };
}
