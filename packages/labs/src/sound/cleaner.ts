// The network of the sound lab.
import { concat, Linear, Module, type Tensor } from "recurra";
import { portableMath } from "recurra/core";
import { makeNetwork, type NetworkSettings, type RecurrentNetwork } from "../network/network.ts";
import { sineWindow } from "./fourier.ts";

/** What the network is made by. */
interface CleanerSettings extends NetworkSettings {
  readonly hop: number;
  readonly filters: "fourier" | "random";
}

/** Added to a power before its logarithm is taken. */
const LEAST = 0.01;
/** What logarithms are multiplied by where the recurrent network reads them. */
const SCALE = 0.3;

/**
 * Noisy samples in, clean ones out. Step t reads the samples of `hop` t - hop to hop t + hop and lets through what is sound in them:
 *
 *   [c | s] = U x_t      p = c^2 + s^2      h_t = RNN(0.3 log(p + 0.01), h_(t-1))
 *   g = sigmoid(log(p + 0.01) + W h_t + b)        y_t = V [g c | g s]
 *
 * U are `hop` pairs of filters, V puts their outputs together again; where neighbouring steps overlap, both are added. All are learned. With
 * "fourier" they begin as windowed cosines and sines, which give back what goes in when each g is 1, and b as -log(noise), by which
 * g = p / (p + noise).
 *
 * Shapes: x [B, T + 1, 2 hop] -> [B, T, hop].
 */
export class Cleaner extends Module {
  override readonly repeatable: boolean = true;
  readonly analysis: Linear;
  readonly recurrent: RecurrentNetwork;
  readonly gate: Linear;
  readonly synthesis: Linear;
  readonly #hop: number;

  constructor(settings: CleanerSettings, noise: number) {
    super();
    const { hop, filters, hidden } = settings;
    this.#hop = hop;
    this.analysis = new Linear({ inFeatures: 2 * hop, outFeatures: 2 * hop, bias: false });
    this.recurrent = makeNetwork(hop, settings);
    this.gate = new Linear({ inFeatures: hidden * this.recurrent.directions, outFeatures: hop });
    this.synthesis = new Linear({ inFeatures: 2 * hop, outFeatures: 2 * hop, bias: false });
    this.gate.bias!.value = new Float32Array(hop).fill(-portableMath.log(noise));
    if (filters === "fourier") {
      const waves = makeWaves(hop);
      this.analysis.weight.value = waves;
      this.synthesis.weight.value = transposed(waves, 2 * hop);
    }
  }

  forward(x: Tensor, seen?: (gates: Tensor) => void): Tensor {
    const hop = this.#hop;
    const filtered = this.analysis.forward(x);
    const [c, s] = [filtered.slice(2, 0, hop), filtered.slice(2, hop, 2 * hop)];
    const logarithm = c.mul(c).add(s.mul(s)).add(LEAST).log();
    const { output } = this.recurrent.forward(logarithm.mul(SCALE));
    const gates = this.gate.forward(output).add(logarithm).sigmoid();
    seen?.(gates);
    const frames = this.synthesis.forward(concat([c.mul(gates), s.mul(gates)], 2));
    const steps = x.shape[1];
    const [late, early] = [frames.slice(1, 0, steps - 1), frames.slice(1, 1, steps)];
    return late.slice(2, hop, 2 * hop).add(early.slice(2, 0, hop));
  }
}

/** [2 hop, 2 hop]: `hop` cosines, then `hop` sines, of frequencies (k + 1/2) / (2 hop) under a sine window. */
function makeWaves(hop: number): Float32Array {
  const size = 2 * hop;
  const window = sineWindow(size);
  const out = new Float32Array(size * size);
  for (let k = 0; k < hop; k++) {
    for (let i = 0; i < size; i++) {
      const angle = (2 * Math.PI * (k + 0.5) * (i + 0.5)) / size;
      const weight = window[i] * Math.sqrt(2 / size);
      out[k * size + i] = weight * portableMath.cos(angle);
      out[(hop + k) * size + i] = weight * portableMath.sin(angle);
    }
  }
  return out;
}

function transposed(square: Float32Array, size: number): Float32Array {
  return square.map((_, at) => square[(at % size) * size + Math.floor(at / size)]);
}

/** How many steps cover so many samples. */
export function countSteps(samples: number, hop: number): number {
  return Math.ceil(samples / hop);
}

/** What the network reads of a sound, [steps + 1, 2 hop]: 0 beyond its ends. */
export function cutFrames(samples: Float64Array, hop: number): Float32Array {
  const steps = countSteps(samples.length, hop) + 1;
  const out = new Float32Array(steps * 2 * hop);
  for (let step = 0; step < steps; step++) {
    const start = (step - 1) * hop;
    for (let i = Math.max(0, -start); i < 2 * hop && start + i < samples.length; i++) {
      out[step * 2 * hop + i] = samples[start + i];
    }
  }
  return out;
}
