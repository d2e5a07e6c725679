// Sound: a recurrent network reads the samples of a noisy second and writes the clean ones, beside a Wiener filter.
//
//   128 new samples a step -> filters -> GRU: what is sound, what is noise? -> gates on the filters -> 128 clean samples
import { Adam, type Batch, mseLoss, noGrad, tensor, withMode, withSeed } from "recurra";
import { Generator } from "recurra/core";
import { withEvaluation } from "recurra/nn";
import { cosineAnnealingLR } from "recurra/optim";
import { checkStart } from "../lab/check-start.ts";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab/lab.ts";
import { trainPhase } from "../lab/phase.ts";
import { Turns } from "../lab/turns.ts";
import { Watched } from "../lab/watched.ts";
import { parameterCount } from "../network/model-file.ts";
import { checkNetwork, describeNetwork } from "../network/network.ts";
import { printNetwork } from "../network/printed-network.ts";
import { program } from "../programs/sound.generated.ts";
import { Cleaner, countSteps, cutFrames } from "./cleaner.ts";
import { addNoise, makeSounds, noisePower, type Sound } from "./data.ts";
import { chooseFilters, type Filter } from "./filters.ts";
import type { SoundFound, Tested } from "./found.ts";
import { dial, drawNow } from "./now.ts";
import { type OwnSound, readOwnSound } from "./own-sound.ts";
import { summarize, writeReport } from "./report.ts";
import { describeResults, listScores } from "./results.ts";
import { type Cleaned, type Noisy, pickMedian, scoreCleaning } from "./score.ts";
import { options, type SoundSettings } from "./settings.ts";
import { type WienerSettings, wienerFilter } from "./wiener.ts";

/** Noisy sounds and clean ones of the same length as one batch. */
function makeBatch(sounds: readonly Noisy[], hop: number): Batch {
  const steps = countSteps(sounds[0].clean.length, hop);
  const x = new Float32Array(sounds.length * (steps + 1) * 2 * hop);
  const y = new Float32Array(sounds.length * steps * hop);
  sounds.forEach(({ clean, noisy }, i) => {
    x.set(cutFrames(noisy, hop), i * (steps + 1) * 2 * hop);
    y.set(clean, i * steps * hop);
  });
  return { x: tensor(x, [sounds.length, steps + 1, 2 * hop]), y: tensor(y, [sounds.length, steps, hop]) };
}

function addNoises(
  sounds: readonly Sound[],
  noise: number,
  seed: number,
  purpose: string,
): (Sound & { clean: Float64Array; noisy: Float64Array })[] {
  return sounds.map((sound, index) => {
    const noisy = addNoise(sound.samples, noise, { seed, purpose, index });
    return { ...sound, clean: sound.samples, noisy };
  });
}

/** What the network makes of each sound, one at a time. */
async function cleanSounds(
  model: Cleaner,
  sounds: readonly Noisy[],
  { hop }: SoundSettings,
  { mode = "strict" }: LabContext,
  pause: () => Promise<void>,
): Promise<Float32Array[]> {
  const cleaned: Float32Array[] = [];
  for (const sound of sounds) {
    await pause();
    const estimate = withMode(mode, () => noGrad(() => model.forward(makeBatch([sound], hop).x).toArray()));
    cleaned.push(estimate.subarray(0, sound.clean.length));
  }
  return cleaned;
}

/** What the network makes of a sound, and the shares that pass in it, step by step. */
function watchNetwork(
  model: Cleaner,
  sound: Noisy,
  hop: number,
  mode: LabContext["mode"] = "strict",
): { readonly estimate: Float32Array; readonly gates: Float32Array[] } {
  const gates: Float32Array[] = [];
  const estimate = withMode(mode, () =>
    noGrad(() => {
      const cleaned = model.forward(makeBatch([sound], hop).x, (given) => {
        const values = given.toArray();
        for (let at = 0; at < values.length; at += hop) gates.push(values.slice(at, at + hop));
      });
      return cleaned.toArray();
    }),
  );
  return { estimate, gates };
}

/** What passes through the Wiener filter in one sound. */
function watchFilter({ noisy }: Noisy, noise: number, wiener: WienerSettings): Float64Array[] {
  const gains: Float64Array[] = [];
  wienerFilter(noisy, noise, wiener, (gain) => gains.push(gain));
  return gains;
}

async function* run(
  settings: SoundSettings,
  own: OwnSound | undefined,
  context: LabContext,
): AsyncGenerator<LabProgress, LabResult, undefined> {
  const { train, test, snr, hop, seed, epochs, batch, learningRate, bidirectional } = settings;
  const turns = new Turns(context.signal);
  const pause = () => turns.next();
  const noise = noisePower(snr);
  const counts = {
    train,
    validation: Math.max(3, Math.round(train / 10)),
    test,
    unseen: Math.max(3, Math.round(test / 3)),
  };
  const sounds = makeSounds(counts, seed);
  const validation = addNoises(sounds.validation, noise, seed, "validation");

  const [clean] = sounds.test;
  let ended = false;
  const watched = new Watched(context, dial);
  try {
    const model = watched.keep(withSeed(seed, () => new Cleaner(settings, noise)));
    watched.show((decibels) => {
      const [noisy] = addNoises([clean], noisePower(decibels), seed, "test");
      const seen = withEvaluation(model, () => watchNetwork(model, noisy, hop, context.mode));
      return drawNow(describeNetwork(settings), noisy, seen, ended);
    });
    /** Every sound once, in an order and with noise that each epoch has of its own. */
    function* batches(epoch: number): Iterable<Batch> {
      const order = new Generator(seed).stream("sound order", epoch).permutation(train);
      for (let from = 0; from < train; from += batch) {
        const chosen = Array.from(order.subarray(from, from + batch), (index): Noisy => {
          const clean = sounds.train[index].samples;
          return { clean, noisy: addNoise(clean, noise, { seed, purpose: "train", index, take: epoch }) };
        });
        yield makeBatch(chosen, hop);
      }
    }
    const checks = [makeBatch(validation, hop)];
    const stepLosses: number[] = [];
    const name = describeNetwork(settings);
    const { history, bestEpoch } = yield* trainPhase(
      name,
      {
        model,
        optimizer: new Adam(model.parameters(), { learningRate }),
        loss: mseLoss,
        batches,
        validation: () => checks,
        schedule: cosineAnnealingLR({ learningRate, tMax: epochs, etaMin: learningRate / 20 }),
        onStep: ({ loss }) => stepLosses.push(loss),
        clipNorm: 1,
        epochs,
        seed,
      },
      context,
    );

    const filters = await chooseFilters(sounds.train, noise, seed, pause);
    const score = async (noisy: readonly Noisy[], all: readonly Filter[] = filters.all) => {
      const estimates = await cleanSounds(model, noisy, settings, context, pause);
      const network: Pick<Cleaned, "name" | "ahead" | "estimates"> = {
        name,
        ahead: bidirectional ? undefined : 2 * hop - 1,
        estimates,
      };
      return scoreCleaning(network, noisy, all, pause);
    };
    const tested = async (part: "test" | "unseen"): Promise<Tested> => {
      const noisy = addNoises(sounds[part], noise, seed, part);
      return { sounds: noisy, ...(await score(noisy)) };
    };
    const found: Omit<SoundFound, "shown" | "gates" | "own"> = {
      settings,
      parameters: parameterCount(model),
      printed: printNetwork(model),
      noise,
      wiener: filters.wiener,
      stepLosses,
      trainLosses: history.map(({ trainLoss }) => trainLoss),
      validationLosses: history.map(({ validationLoss }) => validationLoss as number),
      bestEpoch,
      test: await tested("test"),
      unseen: await tested("unseen"),
    };
    const ownNoisy = own && {
      clean: own.samples,
      noisy: addNoise(own.samples, noise, { seed, purpose: "own", index: 0 }),
    };
    const shown = pickMedian(found.test.network, [...found.test.sounds.keys()]);
    const whole: SoundFound = {
      ...found,
      shown,
      gates: {
        network: watchNetwork(model, found.test.sounds[shown], hop, context.mode).gates,
        wiener: watchFilter(found.test.sounds[shown], noise, filters.wiener),
      },
      ...(own && ownNoisy && { own: { sound: own, noisy: ownNoisy, ...(await score([ownNoisy])) } }),
    };
    ended = true;
    return {
      ...watched.handOver(),
      results: describeResults(whole),
      scores: listScores(whole),
      summary: summarize(whole),
      report: writeReport(whole),
    };
  } finally {
    watched.dispose();
  }
}

export const sound: Lab<typeof options> = {
  name: "sound",
  title: "Take the noise off a sound",
  about: "a GRU cleans a second of noisy music, sample by sample, beside a Wiener filter; to be listened to",
  options,
  dial,
  code: { text: program, files: [] },
  sound: "a WAV of your own to clean as well: PCM or floating point, mono or stereo",
  start(settings, context = {}) {
    checkStart(options, settings, context);
    checkNetwork(settings);
    const own = context.sound && readOwnSound(context.sound);
    return run(settings, own, context);
  },
};
