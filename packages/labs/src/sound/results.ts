// The sound lab in numbers.
import { counted } from "recurra/words";
import type { LabResult } from "../lab/lab.ts";
import { type LabScore, type Measure, measureError, scoreModel, scoreNaive } from "../lab/scores.ts";
import { LENGTH } from "./data.ts";
import type { SoundFound, Tested } from "./found.ts";
import { instruments } from "./instruments.ts";
import type { Cleaned, Scored } from "./score.ts";

/** The mean gain on the sounds of one instrument. */
export function gainOn({ sounds }: Tested, { gains }: Cleaned, instrument: string): number {
  const own = Array.from(gains).filter((_, i) => sounds[i].instrument === instrument);
  return own.reduce((sum, gain) => sum + gain, 0) / own.length;
}

function describeScored({ network, filters }: Scored) {
  return {
    gain: network.gain,
    mse: network.mse,
    filters: Object.fromEntries(
      filters.map(({ id, name, gain, mse, outcome, p }) => [id, { name, gain, mse, network: outcome, p }]),
    ),
  };
}

export function describeResults(found: SoundFound): LabResult["results"] {
  const { test, unseen, own, settings, noise, wiener, parameters, bestEpoch } = found;
  const kinds = instruments.filter((instrument) => test.sounds.some((sound) => sound.instrument === instrument));
  return {
    gain: test.network.gain,
    test: {
      ...describeScored(test),
      sounds: test.sounds.length,
      byInstrument: Object.fromEntries(kinds.map((kind) => [kind, gainOn(test, test.network, kind)])),
    },
    unseen: { ...describeScored(unseen), sounds: unseen.sounds.length },
    own: own === undefined ? null : { ...describeScored(own), seconds: own.sound.samples.length / 8000 },
    noise,
    wiener: { frame: wiener.frame, smoothing: wiener.smoothing },
    trainLoss: found.trainLosses,
    validationLoss: found.validationLosses,
    bestEpoch,
    parameters,
    settings,
  };
}

const gain: Measure = { name: "SNR gain", unit: "dB", better: "more" };

function score(task: string, over: string, samples: number, { network, filters }: Scored, main = false): LabScore {
  return {
    task,
    over,
    samples,
    main,
    measures: [gain, measureError("MSE")],
    methods: [
      scoreModel("network", network.gain, network.mse),
      ...filters.map((filter) => scoreNaive(filter.name, filter.gain, filter.mse)),
    ],
  };
}

export function listScores({ test, unseen, own }: SoundFound): readonly LabScore[] {
  const over = ({ sounds }: Tested) => counted(sounds.length, "sound");
  return [
    score("other melodies", over(test), test.sounds.length * LENGTH, test, true),
    score("an instrument not heard in training", over(unseen), unseen.sounds.length * LENGTH, unseen),
    ...(own ? [score("a sound of one's own", own.sound.name, own.sound.samples.length, own)] : []),
  ];
}
