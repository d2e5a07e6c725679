// Sequence to sequence: an encoder reads 5 points of a noisy signal, and a decoder writes the 2 points after them.
//
//   x_1 ... x_5 -> LSTM encoder -> its last state -> LSTM decoder -> Linear -> y_1, y_2
//                                                    ^ reads x_5, then y_1: the true one while training
import { Adam, type EncoderDecoder, type Mode, mseLoss, noGrad, tensor, withMode, withSeed } from "recurra";
import type { WindowBatch, Windows } from "recurra/data";
import { withEvaluation } from "recurra/nn";
import { checkStart } from "../lab/check-start.ts";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab/lab.ts";
import { trainPhase } from "../lab/phase.ts";
import { Watched } from "../lab/watched.ts";
import { makeEncoderDecoder } from "../network/encoder-decoder.ts";
import { modelFile, parameterCount } from "../network/model-file.ts";
import { checkNetwork, describeNetwork } from "../network/network.ts";
import { printNetwork } from "../network/printed-network.ts";
import { program } from "../programs/signal.generated.ts";
import { cutWindows, furtherSpan, heldOutSpan, makeSignal, type Signal, type Span } from "./data.ts";
import { forecastSpan, type Protocol } from "./forecast.ts";
import type { SignalFound } from "./found.ts";
import { dial, drawNow } from "./now.ts";
import { openSignal } from "./opened.ts";
import { summarize, writeReport } from "./report.ts";
import { describeResults, listScores } from "./results.ts";
import { measureErrors, measureNoise, testErrors } from "./score.ts";
import { options, type SignalSettings } from "./settings.ts";

/** Six training windows from the first to the last, with what the network writes for them. */
function pictureWindows(model: EncoderDecoder, windows: Windows, mode: Mode = "strict") {
  const { lookback, horizon } = windows;
  const chosen = Array.from({ length: 6 }, (_, i) => Math.round((i * (windows.length - 1)) / 5));
  const [inputs, truth] = [new Float32Array(6 * lookback), new Float32Array(6 * horizon)];
  windows.gather(chosen, inputs, truth);
  const [x, targets] = [tensor(inputs, [6, lookback, 1]), tensor(truth, [6, horizon, 1])];
  const written = withMode(mode, () => noGrad(() => model.forward(x, { targets, teacherForcing: 1 }).toArray()));
  const values = (array: Float32Array, i: number, steps: number) => Array.from(array.slice(i * steps, (i + 1) * steps));
  return chosen.map((window, i) => ({
    start: windows.start(window),
    input: values(inputs, i, lookback),
    target: values(truth, i, horizon),
    written: values(written, i, horizon),
  }));
}

async function* run(
  settings: SignalSettings,
  signal: Signal,
  windows: Windows,
  context: LabContext,
): AsyncGenerator<LabProgress, LabResult, undefined> {
  const { seed, epochs, batch, learningRate } = settings;
  const watched = new Watched(context, dial);
  try {
    const model = watched.keep(withSeed(seed, () => makeEncoderDecoder(settings)));
    const batches: WindowBatch[] = [...windows.batches(batch, { dropLast: true })];
    const stepLosses: number[] = [];
    const named = { title: describeNetwork(settings), mode: context.mode };
    watched.show(
      (share) => withEvaluation(model, () => drawNow(model, signal, settings, share, context.mode)),
      (share, sequence) => openSignal(model, signal, settings, { share, sequence }, named),
    );
    const { history } = yield* trainPhase(
      describeNetwork(settings),
      {
        model,
        optimizer: new Adam(model.parameters(), { learningRate }),
        step: ({ x, y }) => mseLoss(model.forward(x, { targets: y }), y),
        batches: () => batches,
        onStep: ({ loss }) => stepLosses.push(loss),
        plan: true, // what a step computes depends on x, y and what is drawn
        epochs,
        seed,
      },
      context,
    );

    const ahead = (span: Span, protocol: Protocol) => forecastSpan(model, signal, span, settings, protocol, context);
    const held = {
      teacherForced: await ahead(heldOutSpan, "teacherForced"),
      windowed: await ahead(heldOutSpan, "windowed"),
      freeRunning: await ahead(heldOutSpan, "freeRunning"),
    };
    const later = {
      teacherForced: await ahead(furtherSpan, "teacherForced"),
      windowed: await ahead(furtherSpan, "windowed"),
    };
    const found: SignalFound = {
      settings,
      signal,
      samples: windows.length,
      parameters: parameterCount(model),
      printed: printNetwork(model),
      stepLosses,
      trainLosses: history.map(({ trainLoss }) => trainLoss),
      pictures: pictureWindows(model, windows, context.mode),
      forecasts: held,
      heldOut: {
        teacherForced: testErrors(signal, heldOutSpan, held.teacherForced, 1),
        windowed: testErrors(signal, heldOutSpan, held.windowed, settings.outputSteps),
        freeRunning: measureErrors(signal, heldOutSpan, held.freeRunning),
        noise: measureNoise(signal, heldOutSpan),
      },
      further: {
        teacherForced: testErrors(signal, furtherSpan, later.teacherForced, 1),
        windowed: testErrors(signal, furtherSpan, later.windowed, settings.outputSteps),
        noise: measureNoise(signal, furtherSpan),
      },
    };
    return {
      results: describeResults(found),
      scores: listScores(found),
      summary: summarize(found),
      report: writeReport(found),
      model: modelFile("signal", model, settings, {
        mode: context.mode,
        lookback: settings.inputSteps,
        horizon: settings.outputSteps,
      }),
      ...watched.handOver(),
    };
  } finally {
    watched.dispose();
  }
}

export const signal: Lab<typeof options> = {
  name: "signal",
  title: "Write the next points of a signal",
  about: "an LSTM encoder reads 5 points of a noisy signal, an LSTM decoder writes the next 2",
  dial,
  code: { text: program, files: [] },
  options,
  start(settings, context = {}) {
    checkStart(options, settings, context);
    checkNetwork(settings);
    const made = makeSignal(settings.noise, settings.seed);
    return run(settings, made, cutWindows(made, settings), context);
  },
};
