// The denoiser's answers for 4,000 sequences at once: by a Predictor, and by forward() without a tape.
import { noGrad, Predictor, withMode } from "recurra";
import { denoiser } from "./denoise.mjs";
import { sinusoids } from "./sinusoids.mjs";

export const per = "4,000 x 100 through the denoiser";

const inputs = () => sinusoids(4000, { batchSize: 4000 })[0].x;

export async function library(_name, { mode, threads }) {
  const x = inputs();
  const predictor = new Predictor(denoiser().eval(), { threads, mode });
  const run = () => predictor.predict(x);
  await run(); // then it knows how many threads have worked
  return { threads: predictor.threads, run, end: () => predictor.dispose() };
}

export function loop(_name, { mode }) {
  const x = inputs();
  const model = denoiser().eval();
  return { threads: 1, run: () => withMode(mode, () => noGrad(() => void model.forward(x))) };
}
