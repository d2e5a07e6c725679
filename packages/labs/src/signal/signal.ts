// Sequence to sequence: an encoder reads 5 points of a noisy signal, and a decoder writes the 2 points after them.
//
//   x_1 ... x_5 -> LSTM encoder -> its last state -> LSTM decoder -> Linear -> y_1, y_2
//                                                    ^ reads x_5, then y_1: the true one while training
import { Adam, EncoderDecoder, mseLoss, noGrad, type WindowBatch, type Windows, withMode, withSeed } from "recurra";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab.ts";
import { LossLog } from "../loss-log.ts";
import { modelFile, parameterCount } from "../model-file.ts";
import { checkNetwork, describeNetwork } from "../network.ts";
import { choice, count, networkOptions, number, type SettingsOf, trainingOptions } from "../options.ts";
import { trainPhase } from "../phase.ts";
import { furtherSpan, heldOutSpan, makeSignal, type Signal, type Span, trainingWindows } from "./data.ts";
import { forecasts, type Protocol } from "./forecast.ts";
import { signalReport, signalResults, signalSummary } from "./report.ts";
import { chance, errorsOf, noiseOf } from "./score.ts";

const options = {
  ...networkOptions({ cell: "lstm", hidden: 15, layers: 1 }),
  ...trainingOptions({ epochs: 50, batch: 5, learningRate: 0.01 }),
  inputSteps: count(5, "n", "points that the encoder reads"),
  outputSteps: count(2, "n", "points that the decoder writes"),
  teacherForcing: choice(
    ["always", "half", "never"],
    "always",
    "how often a decoder step reads the true value before it while training",
  ),
  noise: number(0.2, "size", "standard deviation of the noise"),
};

export type SignalSettings = SettingsOf<typeof options>;

const forced = { always: 1, half: 0.5, never: 0 };

function build(settings: SignalSettings): EncoderDecoder {
  return new EncoderDecoder({
    inputSize: 1,
    hiddenSize: settings.hidden,
    cell: settings.cell,
    numLayers: settings.layers,
    bidirectional: settings.bidirectional, // the encoder: a decoder cannot read what it has not written
    dropout: settings.dropout,
    teacherForcing: forced[settings.teacherForcing],
  });
}

/** Six training windows from the first to the last, with what the network writes for them. */
function windowPictures(model: EncoderDecoder, windows: Windows) {
  const batch = [...windows.batches(windows.length)][0];
  const written = noGrad(() => model.forward(batch.x, { targets: batch.y, teacherForcing: 1 }).toArray());
  const places = Array.from({ length: 6 }, (_, i) => Math.round((i * (windows.length - 1)) / 5));
  const values = (array: Float32Array, i: number, steps: number) => Array.from(array.slice(i * steps, (i + 1) * steps));
  return places.map((i) => ({
    start: windows.start(i),
    input: values(batch.x.toArray(), i, windows.lookback),
    target: values(batch.y.toArray(), i, windows.horizon),
    written: values(written, i, windows.horizon),
  }));
}

async function* run(
  settings: SignalSettings,
  signal: Signal,
  windows: Windows,
  context: LabContext,
): AsyncGenerator<LabProgress, LabResult, undefined> {
  const { seed, epochs, batch, learningRate } = settings;
  const model = withSeed(seed, () => build(settings));
  try {
    const batches: WindowBatch[] = [...windows.batches(batch, { dropLast: true })];
    const log = new LossLog();
    const loss = log.of(mseLoss);
    const { history } = yield* trainPhase(
      describeNetwork(settings),
      {
        model,
        optimizer: new Adam(model.parameters(), { learningRate }),
        step: ({ x, y }) => loss(model.forward(x, { targets: y }), y),
        batches: () => log.over(batches),
        epochs,
        seed,
      },
      context,
    );

    return withMode(context.mode ?? "strict", () => {
      const ahead = (span: Span, protocol: Protocol) => forecasts(model, signal, span, settings, protocol);
      const held = {
        teacherForced: ahead(heldOutSpan, "teacherForced"),
        windowed: ahead(heldOutSpan, "windowed"),
        freeRunning: ahead(heldOutSpan, "freeRunning"),
      };
      const later = { teacherForced: ahead(furtherSpan, "teacherForced"), windowed: ahead(furtherSpan, "windowed") };
      const found = {
        settings,
        signal,
        samples: windows.length,
        parameters: parameterCount(model),
        stepLosses: log.steps,
        trainLosses: history.map(({ trainLoss }) => trainLoss),
        pictures: windowPictures(model, windows),
        forecasts: held,
        heldOut: {
          teacherForced: errorsOf(signal, heldOutSpan, held.teacherForced),
          windowed: errorsOf(signal, heldOutSpan, held.windowed),
          freeRunning: errorsOf(signal, heldOutSpan, held.freeRunning),
          noise: noiseOf(signal, heldOutSpan),
        },
        further: {
          teacherForced: errorsOf(signal, furtherSpan, later.teacherForced),
          windowed: errorsOf(signal, furtherSpan, later.windowed),
          noise: noiseOf(signal, furtherSpan),
          chance: chance(signal, furtherSpan, later.teacherForced),
        },
      };
      return {
        results: signalResults(found),
        summary: signalSummary(found),
        report: signalReport(found),
        model: modelFile("signal", model, settings),
      };
    });
  } finally {
    model.dispose();
  }
}

export const signal: Lab<typeof options> = {
  name: "signal",
  title: "Write the next points of a signal",
  about: "an LSTM encoder reads 5 points of a noisy signal, an LSTM decoder writes the next 2",
  options,
  start(settings, context = {}) {
    checkNetwork(settings);
    const made = makeSignal(settings.noise, settings.seed);
    return run(settings, made, trainingWindows(made, settings), context);
  },
};
