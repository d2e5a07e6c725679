// A minGRU by hand: its gate and its candidate read the input alone, so the products of all steps are one, and a short loop of sums and
// products goes from step to step. It learns to hold the value that was marked last.
import { Adam, Linear, Module, manualSeed, mseLoss, noGrad, type Tensor, tensor } from "recurra";
import { Generator } from "recurra/core";
import { type Print, type Trained, travel } from "./travel.ts";

const [time, units] = [20, 16];

export class MinGRU extends Module {
  static readonly kind = "examples/min-gru";
  readonly options = {};
  readonly gate = new Linear({ inFeatures: 2, outFeatures: units });
  readonly candidate = new Linear({ inFeatures: 2, outFeatures: units });
  readonly head = new Linear({ inFeatures: units, outFeatures: 1 });

  /** x [B, T, 2], a value and whether it is marked -> [B, 1]. */
  forward(x: Tensor): Tensor {
    const opens = this.gate.forward(x).sigmoid(); // z of all steps, [B, T, units]
    const takes = opens.mul(this.candidate.forward(x));
    const keeps = opens.neg().add(1);
    let h = takes.step(0);
    for (let t = 1; t < time; t++) h = keeps.step(t).mul(h).add(takes.step(t)); // h' = (1 - z) h + z candidate
    return this.head.forward(h);
  }
}

/** So many sequences, of which the first value is marked and each later one with a chance of 1 in 10; and what is to be held. */
function draw(samples: number, step: number): { x: Tensor; y: Tensor } {
  const draws = new Generator(step).stream("marks");
  const x = new Float32Array(samples * time * 2);
  const y = new Float32Array(samples);
  for (let i = 0; i < samples * time; i++) {
    x[2 * i] = 2 * draws.uniform(2 * i) - 1;
    x[2 * i + 1] = i % time === 0 || draws.uniform(2 * i + 1) < 0.1 ? 1 : 0;
    if (x[2 * i + 1] === 1) y[Math.floor(i / time)] = x[2 * i];
  }
  return { x: tensor(x, [samples, time, 2]), y: tensor(y, [samples, 1]) };
}

/** Trains for so many steps; returns the error on sequences that it has not seen, and that of always saying 0. */
export function run(steps: number, print: Print = () => {}): Trained<MinGRU, "error" | "zero"> {
  manualSeed(7);
  const model = new MinGRU();
  const adam = new Adam(model.parameters(), { learningRate: 0.02 });
  for (let step = 1; step <= steps; step++) {
    const { x, y } = draw(64, step);
    adam.zeroGrad();
    const loss = mseLoss(model.forward(x), y);
    loss.backward();
    adam.step();
    if (step % 50 === 0) print(`step ${step}  loss ${loss.item().toFixed(4)}`);
  }
  const { x, y } = draw(256, 0);
  const [error, zero] = noGrad(() => [mseLoss(model.forward(x), y).item(), y.mul(y).mean().item()]);
  print(`on other sequences: ${error.toFixed(4)}; always saying 0: ${zero.toFixed(4)}`);
  return { model, x, error, zero };
}

if (process.argv[1]?.endsWith("22-min-gru.js")) await travel(run(300, console.log), import.meta.url, [MinGRU]);
