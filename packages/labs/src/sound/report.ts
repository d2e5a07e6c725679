// What the sound lab shows: its tables and its report.
import type { ReportDocument, SoundBlock, TableBlock, TextBlock } from "@recurra/report";
import { counted, grouped } from "recurra/words";
import { tabulateCuts } from "../lab/cut.ts";
import { describeNetwork } from "../network/network.ts";
import { drawGates, drawLosses, drawSpectrograms, drawWave, makeSoundBlock, placesOf } from "./charts.ts";
import { LENGTH, RATE } from "./data.ts";
import type { SoundFound, Tested } from "./found.ts";
import { type Instrument, instruments } from "./instruments.ts";
import { gainOn } from "./results.ts";
import { type Cleaned, pickMedian, type Scored } from "./score.ts";
import { formatGain, judge } from "./verdict.ts";

const names: Readonly<Record<Instrument, string>> = {
  string: "A plucked string",
  voice: "A voice",
  organ: "An organ",
  bell: "A bell, an instrument not heard in training",
};

function describeAhead({ ahead }: Cleaned): string {
  return ahead === undefined ? "all" : `${((1000 * ahead) / RATE).toFixed(0)} ms`;
}

function listWays({ network, filters }: Scored): readonly (readonly [Cleaned, "model" | "naive"])[] {
  return [[network, "model"], ...filters.map((filter) => [filter, "naive"] as const)];
}

/** The greatest of a column, if it stands out in what is shown. */
function markBest(rows: readonly { readonly values: readonly number[] }[], row: number): number[] {
  return rows[row].values.flatMap((value, column) =>
    value === Math.max(...rows.map(({ values }) => values[column])) ? [column + 1] : [],
  );
}

function tabulateGains({ test, unseen }: SoundFound): TableBlock {
  const kinds = instruments.filter((kind) => placesOf(test, kind).length > 0);
  const other = listWays(unseen);
  const rows = listWays(test).map(([way, role], i) => ({
    way,
    role,
    values: [way.gain, ...kinds.map((kind) => gainOn(test, way, kind)), other[i][0].gain],
  }));
  const least = Math.min(...rows.map(({ way }) => way.mse));
  return {
    kind: "table",
    caption: `Gain in SNR (dB) on ${counted(test.sounds.length, "test sound")}, and on ${unseen.sounds.length} of a bell, which is not heard in training`,
    columns: [
      ...["", "all", ...kinds, "bell"].map((title) => ({ title })),
      { title: "MSE", unit: "of power 1" },
      { title: "reads ahead" },
    ],
    rows: rows.map(({ way, role, values }, i) => ({
      cells: [way.name, ...values.map((value) => value.toFixed(2)), way.mse.toFixed(4), describeAhead(way)],
      role,
      best: [...markBest(rows, i), ...(way.mse === least ? [values.length + 1] : [])],
    })),
  };
}

function tabulateOwn({ own }: SoundFound): readonly TableBlock[] {
  if (own === undefined) return [];
  return [
    {
      kind: "table",
      caption: `${own.sound.name}, ${(own.sound.samples.length / RATE).toFixed(1)} seconds`,
      columns: [{ title: "" }, { title: "gain in SNR", unit: "dB" }, { title: "MSE", unit: "of power 1" }],
      rows: listWays(own).map(([way, role]) => ({
        cells: [way.name, way.gain.toFixed(2), way.mse.toFixed(4)],
        role,
      })),
    },
  ];
}

export function summarize(found: SoundFound): readonly (TextBlock | TableBlock)[] {
  return [tabulateGains(found), ...tabulateOwn(found)];
}

/** The sound of each instrument on which the network is neither at its best nor at its worst. */
function listen({ test, unseen, own }: SoundFound): readonly SoundBlock[] {
  const block = (part: Tested, instrument: Instrument): SoundBlock[] => {
    const places = placesOf(part, instrument);
    if (places.length === 0) return [];
    const at = pickMedian(part.network, places);
    return [makeSoundBlock(names[instrument], part.sounds[at], part, at)];
  };
  return [
    ...instruments.flatMap((instrument) => block(test, instrument)),
    ...block(unseen, "bell"),
    ...(own ? [makeSoundBlock(own.sound.name, own.noisy, own, 0, 4 * RATE)] : []),
  ];
}

function describeOwn({ own }: SoundFound): TextBlock[] {
  if (own === undefined) return [];
  const { wav, samples, name } = own.sound;
  const read =
    wav.samples.length < wav.length
      ? `, of which the first ${(samples.length / RATE).toFixed(0)} seconds are taken`
      : "";
  const text =
    `${name} has ${(wav.length / wav.rate).toFixed(1)} seconds of ${wav.form} at ${grouped(wav.rate)} samples a second${read}. ` +
    `${wav.channels === 1 ? "It" : `The mean of its ${wav.channels} channels`} was brought to ${grouped(RATE)} samples a second, with noise as on the other sounds.`;
  return [{ kind: "text", text }];
}

/** Steps of twice `hop` samples that overlap go in, one more than the steps of `hop` that come out. */
function cutInto({ settings: { train, hop }, test }: SoundFound): TableBlock {
  const steps = Math.ceil(LENGTH / hop);
  return tabulateCuts(
    [["training", train] as const, ["test", test.sounds.length] as const].flatMap(([part, count]) => [
      {
        name: `x, noisy, ${part}`,
        shape: [count, steps + 1, 2 * hop],
        counts: "sounds, steps, samples that a step reads",
      },
      { name: `y, clean, ${part}`, shape: [count, steps, hop], counts: "sounds, steps, samples of a step" },
    ]),
  );
}

export function writeReport(found: SoundFound): ReportDocument {
  const { settings, parameters, test, unseen, wiener, bestEpoch } = found;
  const { train, snr, hop, epochs, batch, learningRate, seed, filters } = settings;
  const name = describeNetwork(settings);
  return {
    title: "Take the noise off a sound",
    lead: `A network reads the samples of noisy music, ${hop} at a step, and writes the music without the noise.`,
    verdict: judge(found),
    sections: [
      {
        heading: "Listen",
        blocks: [
          {
            kind: "text",
            text: `One sound of each instrument, the one on which the network's gain is the median. All have noise ${formatGain(snr)} below them.`,
          },
          ...listen(found),
        ],
      },
      {
        heading: "The test",
        blocks: [
          tabulateGains(found),
          {
            kind: "note",
            text:
              "The gain says how much smaller the error is than that of the noisy sound: 10 dB are a tenth of its power. No melody of the test is in " +
              `training. The filters know the noise's power; how much is averaged, and the Wiener filter's frames and smoothing (${wiener.frame} samples, ` +
              `${wiener.smoothing}), are those that are best on training sounds.`,
          },
          ...tabulateOwn(found),
          ...describeOwn(found),
          drawWave(found),
          drawSpectrograms(found),
        ],
      },
      {
        heading: "The sounds",
        blocks: [
          {
            kind: "text",
            text:
              `Melodies of three to five notes out of two octaves, ${grouped(LENGTH)} samples at ${grouped(RATE)} a second, played by a plucked string ` +
              "(Karplus and Strong), a voice (partials under the formants of four vowels, with vibrato) and an organ (six partials, with vibrato). The network " +
              `learns from ${grouped(train)} of them, with new noise on each in each epoch; it is tested on ${grouped(test.sounds.length)} other melodies, and on ` +
              `${grouped(unseen.sounds.length)} of a bell, whose partials are no multiples of the first.`,
          },
          cutInto(found),
          {
            kind: "equations",
            lines: [
              {
                tex: "x_t = s_t + \\sigma e_t, \\quad \\sigma^2 = 10^{-\\mathrm{SNR} / 10}",
                says: "noise on a sound of power 1",
              },
              {
                tex: "\\mathrm{gain} = 10 \\log_{10} \\frac{\\sum_t (x_t - s_t)^2}{\\sum_t (y_t - s_t)^2}",
                says: "how much nearer than the noisy sound an estimate is, in dB",
              },
            ],
          },
        ],
      },
      {
        heading: "The two ways",
        blocks: [
          {
            kind: "text",
            text:
              "Both cut the sound into frames that overlap by half, look at each frame by frequency, let a share of each through, and put the frames together " +
              "again. The **Wiener filter** has a formula for the share: the power of the signal, as far as it can be told, over that of signal and noise. The " +
              `**network** learns it: a ${name} reads the filters' powers step by step, and says by how much more or less than the formula is to pass. ` +
              "Its filters, too, are learned; the loss is the squared error of the samples that come out.",
          },
          {
            kind: "equations",
            lines: [
              {
                tex: "[c_t, s_t] = U x_t, \\quad p_t = c_t^2 + s_t^2",
                says: `${hop} pairs of filters on ${2 * hop} samples, and their powers`,
              },
              { tex: "h_t = \\mathrm{RNN}(0.3 \\log(p_t + 0.01), h_{t-1})", says: "what has been heard so far" },
              {
                tex: "g_t = \\sigma(\\log(p_t + 0.01) + W h_t + b)",
                says: "what passes; with $W h_t = 0$ and $b = -\\log N$ it is $p / (p + N)$, the simplest form of the other way",
              },
              { tex: "y_t = V [g_t c_t, g_t s_t]", says: "samples again; where steps overlap, both are added" },
              {
                tex: "G_t = \\frac{\\xi}{1 + \\xi}, \\quad \\xi = a \\frac{|G_{t-1} Y_{t-1}|^2}{N} + (1 - a) \\max(\\frac{|Y_t|^2}{N} - 1, 0)",
                says: "the Wiener filter, frequency by frequency: $Y_t$ the spectrum of a frame, $N$ the noise in it",
              },
            ],
          },
          ...drawGates(found),
        ],
      },
      {
        heading: "Training",
        blocks: [
          {
            kind: "facts",
            items: [
              ["network", name],
              ["filters", `${hop} pairs`],
              ["which begin as", filters === "fourier" ? "cosines and sines" : "random numbers"],
              ["weights", grouped(parameters)],
              ["training", `${counted(epochs, "epoch")}, batches of ${batch}`],
              ["step size of Adam", `${learningRate} to ${Number((learningRate / 20).toPrecision(2))}`],
              ["epoch that is kept", `${bestEpoch}`],
              ["seed", `${seed}`],
            ],
          },
          found.printed,
          drawLosses(found),
        ],
      },
    ],
  };
}
