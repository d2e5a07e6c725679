// A right call of everything that a program can call, by its name; the things that methods are called on; and what is left out, with why.
import { dataCalls } from "./calls-data.ts";
import { forecastCalls } from "./calls-forecasts.ts";
import { networkCalls } from "./calls-networks.ts";
import { plotCalls } from "./calls-plot.ts";
import type { Entries } from "./library.ts";
import type { Things } from "./things.ts";

export type { Things };
export type Calls = Readonly<Record<string, () => unknown[]>>;

export function makeCalls(things: Things, lib: Entries): Calls {
  return {
    ...networkCalls(things, lib),
    ...dataCalls(things, lib),
    ...forecastCalls(things, lib),
    ...plotCalls(things),
  };
}

/** What an instance's methods are called on, by its class, where the thing has another name. */
const THING_OF: Readonly<Record<string, string>> = {
  ...{ Tensor: "x", LSTM: "lstm", RNN: "rnn", GRU: "recurrent", Linear: "network", Module: "network" },
  ...{ TrainingSeries: "training", SeriesSet: "set", TimeIndex: "times", AveragedModel: "averaged" },
  ...{ Optimizer: "adam", SeasonView: "view", ZeroShot: "shot", GlobalForecaster: "both", MemberForecaster: "member" },
};

// biome-ignore lint/suspicious/noExplicitAny: of either copy of the library
export function thingFor(name: string, things: Things, lib: Entries): any {
  const [owner] = name.split("#");
  if (name === "Tensor#backward") return things.parameter.mul(2).sum();
  // A fit makes another one of it.
  if (name === "Scaler#fit") return new lib.data.StandardScaler();
  const thing = THING_OF[owner] ?? `${owner[0].toLowerCase()}${owner.slice(1)}`;
  if (thing in things) return things[thing];
  for (const entry of Object.values(lib)) if (entry[owner]) return new entry[owner]();
  throw new Error(`nothing to call ${name} on`);
}

/** What is not called with wrong kinds, and why. */
export const LEFT_OUT: readonly (readonly [names: RegExp, why: string])[] = [
  [/^(new )?\w*Error(#with)?$/, "made by who throws, and never refused itself: an error must not hide another one"],
  [/^portableMath\./, "inside loops of numbers: as Math has it, what is no number is NaN"],
  [
    /^(editDistance|listNames|nearestNames|quoteCell|suggestNames|wordError|wordPlace|listRemedies|errorJson|partsOf|valuesOf|putPhrase|wordFinding|shownValue|refuseValue)$/,
    "words errors: what makes the sentence of an error must not throw another one",
  ],
  [
    /^(number|whole|word|text|made|object|part|instance|callback|either|exactly|optional|list|requireOption|requireArguments|readOption|readOptions|requireKnownOptions|optionOf|checkOptions)$/,
    "the checks themselves, whose rules a program writes down",
  ],
  [
    /^(aheadWords|counted|grouped|instantSentence|keptSentence|listed|listedFirst|networkWords|partsSentence|pathsSentence|pathsWords|percent|rangeWords|shortPercent|timesWords|epochsOf|tuningSentence|seasonWords)$/,
    "pieces of sentences of the library's own numbers; recurra/words lies below the errors",
  ],
  [
    /^(bisect|meanOf|statistics\/mean|median|upperMedian|quantileSorted|sampleVariance|variance|civilFromDays|daysFromCivil|daysInMonth)$/,
    "inside loops, and below the errors: what is no number is NaN",
  ],
  [
    /^(cellTexts|cellValues|declared|distance|fitted|fixed|hasTwoLines|heatCells|html|laidLines|lineLayer|moment|new Markup|scaleOf|short|shorten|shortFormat|stepColor|stepOf|symbolPath|textWidth|tick|tickRoom|ticksOf|timeTicks|valueFormat|wrapped|writingOn)$/,
    "strokes of a drawing, thousands in one picture: recurra/plot and @recurra/report check what these get",
  ],
  [/^new Figure$/, "not for programs: lines(), bars() and their sisters make one"],
  [
    /^(new Tensor|new Series|new TrainingSeries|Series\.fromParts|TrainingSeries\.fromParts|SeriesSet\.from(Contents|Parts)|new TimeIndex)$/,
    "not for programs, as their documentation says: they take what the library's own code made",
  ],
  [
    /^(beyondOf|forecastFurther|conformalIntervals|conformalCoverage|coverageWarning|intervalScale|ownAlone|halfWidth|intervalAround|placeIn|endsByLevel|ownIntervals|pathErrors|quantileAt|seasonPlaces|changeIn|rivals|summariseBacktest|bestNaive)$/,
    "parts of a backtest, each of which takes what another one gave",
  ],
  [
    /^(omitThreads|compareInstant|plainBacktest|defaultLookback|fitSeasons|requireNoGap|requireSameStep|weighLooks|looksOf|Forecaster#spreadOf|SeasonView#write|SeasonNetwork#inside)$/,
    "for edges: they take results, settings and histories as the library gives them",
  ],
  [/^loadNative$/, "opens a library of this machine: native/load-native.test.ts has its options"],
  [/^WindowNormaliser(#|\.)/, "of a network that a Forecaster has fitted: no program makes one"],
  [
    /^(read|write)TrainingState$/,
    "a state is what training hands out; what a stranger makes of its file is training-state-file.test.ts's",
  ],
];

/** What is taken and documented, and why. */
export const DOCUMENTED: readonly (readonly [places: RegExp, why: string])[] = [
  [
    /^(new )?(experiment|Experiment|predictNext|experimentMany|ManyExperiment|readSettings|readManySettings|readGlobalSettings|readPredictionSettings): (settings|given)\.\w+ = (null|"5")$/,
    "settings are plain data or texts, as a form or a command line has them: readSettings; null leaves one out",
  ],
  [/^Model\.of: facts(\.unknownOption| = \{ toString)/, "other facts than those known are free"],
  [
    /^Forecaster#(predict|samplePaths): \w+\.future = /,
    "of a model that knows no column ahead, what is said of the rows ahead is not read",
  ],
  [
    /^Forecaster#layout: options\.(checkpoint|resume) = /,
    "layout trains nothing: of a fit's options it reads the validation share",
  ],
  [
    /^(add|sub|mul|div|pow|eq|ne|lt|le|gt|ge|where|maskedFill|Tensor#(add|sub|mul|div)): \w+ = NaN$/,
    "NaN is a number to compute with",
  ],
  [/^isMeanOverSamples: loss = /, "whatever was never promised is not: false"],
  [/^clipFactor: norm = NaN$/, "a norm that is not finite scales nothing, as it says"],
];
