// Trains the networks (networks.mjs) in every way that must not change a bit, on the tape, as a plan and on threads, and gives hashes of the weights
// (with the losses) after the last step, of a Predictor's outputs, and of a stepper's. It knows the library's public names and nothing
// of Node, so that the same file runs in every Node version and in browsers. golden.json holds what it must give.
import { hashOf } from "./hash.mjs";
import { networks, numbers } from "./networks.mjs";

/** Numbers of threads that are compared. */
export const THREADS = [1, 2, 3, 8];

/**
 * The hashes of each case, by the way it was computed: { case: { way: hash } }, and `most`, the most threads that took part anywhere.
 * `recurra` is the library, as `import * as recurra` gives it, with the entry `recurra/nn`.
 */
export async function hashes(recurra) {
  const found = {};
  let most = 1;

  async function note(name, way, make) {
    const { hash, threads } = await make();
    found[name] ??= {};
    found[name][way] = hash;
    most = Math.max(most, threads ?? 1);
  }

  for (const [name, network] of Object.entries(networks(recurra))) {
    const { threaded = true } = network;
    await note(name, "tape", () => trained(recurra, network, { plan: false, threads: 1 }));
    for (const threads of threaded ? THREADS : [1]) {
      await note(name, `threads ${threads}`, () => trained(recurra, network, { plan: true, threads }));
    }
  }
  const { model, x } = forecasting(recurra);
  for (const threads of THREADS) {
    await note("Predictor", `threads ${threads}`, () => predicted(recurra, model, x, threads));
  }
  await note("Predictor", "forward", () => ({ hash: hashOf([recurra.noGrad(() => model.forward(x).toArray())]) }));
  await note("stepper", "steps", () => ({ hash: stepped(recurra, model) }));
  model.dispose();
  return { found, most };
}

/** One hash for each case, or an Error that names the ways that differ. */
export function agreed(found) {
  return Object.fromEntries(
    Object.entries(found).map(([name, ways]) => {
      const [[, first]] = Object.entries(ways);
      if (Object.values(ways).every((hash) => hash === first)) return [name, first];
      throw new Error(`${name}: the bits depend on how they are computed: ${JSON.stringify(ways, null, 2)}`);
    }),
  );
}

/** Lines that say where hashes are not the golden ones. */
export function differences(now, golden) {
  return [...new Set([...Object.keys(now), ...Object.keys(golden)])]
    .filter((name) => now[name] !== golden[name])
    .map((name) => `${name}: ${now[name] ?? "nothing"}, but golden ${golden[name] ?? "nothing"}`);
}

async function trained(recurra, { model: make, optimizer, batches, options }, ways) {
  recurra.manualSeed(5);
  const model = make();
  const more = typeof options === "function" ? options(model) : options;
  const epochs = recurra.train({ model, optimizer: optimizer(model.parameters()), batches, seed: 9, ...more, ...ways });
  for (;;) {
    const { done, value } = await epochs.next();
    if (!done) continue;
    const losses = value.history.map(({ trainLoss }) => trainLoss);
    const hash = hashOf([...model.parameters().map((parameter) => parameter.value), losses]);
    model.dispose();
    return { hash, threads: value.threads };
  }
}

/** An untrained model and many samples for it. */
function forecasting({ manualSeed, GRU, LastStep, Linear, LSTM, Sequential, Tanh, tensor }) {
  manualSeed(3);
  const model = new Sequential(
    new LSTM({ inputSize: 2, hiddenSize: 11, numLayers: 2, dropout: 0.5 }),
    new GRU({ inputSize: 11, hiddenSize: 6 }),
    new LastStep(),
    new Linear({ inFeatures: 6, outFeatures: 3 }),
    new Tanh(),
  );
  model.eval();
  return { model, x: tensor(numbers(131 * 20 * 2, 4), [131, 20, 2]) };
}

async function predicted({ Predictor }, model, x, threads) {
  const predictor = new Predictor(model, { threads, chunk: 16 });
  const outputs = [];
  for (const _ of [1, 2]) outputs.push((await predictor.predict(x)).toArray());
  const result = { hash: hashOf([outputs[1]]), threads: predictor.threads };
  if (hashOf([outputs[0]]) !== result.hash) throw new Error("a Predictor's second outputs differ from its first");
  await predictor.dispose();
  return result;
}

/** The outputs of 50 time steps, one after another. */
function stepped(recurra, model) {
  const stepper = new recurra.Stepper(model);
  const outputs = Array.from({ length: 50 }, (_, i) => stepper.step(numbers(2, i)).slice());
  stepper.dispose();
  return hashOf(outputs);
}
