// A course's denoiser: what a GRU of 30 units makes of noisy sinusoids, learned on 8,000 of them. One run is one epoch.
import { Adam, GRU, Linear, l1Loss, manualSeed, Sequential, Tanh } from "recurra";
import { sinusoids } from "./sinusoids.mjs";
import { looped, trained } from "./training.mjs";

export const per = "epoch of 27 batches, 8,000 x 100, GRU 30, L1, Adam";

export function denoiser() {
  manualSeed(0);
  return new Sequential(
    new GRU({ inputSize: 1, hiddenSize: 30 }),
    new Linear({ inFeatures: 30, outFeatures: 1 }),
    new Tanh(),
  );
}

function parts() {
  const model = denoiser();
  return { model, optimizer: new Adam(model.parameters(), { learningRate: 3e-4 }), batches: sinusoids(8000) };
}

export function library(_name, { mode, threads }) {
  const { model, optimizer, batches } = parts();
  return trained({ model, optimizer, loss: l1Loss, batches: () => batches, mode, threads });
}

export function loop(_name, { mode }) {
  const { model, optimizer, batches } = parts();
  return looped({ optimizer, loss: ({ x, y }) => l1Loss(model.forward(x), y), batches, mode });
}
