// What the signal lab shows: its tables and its report.
import type { ReportDocument, TableBlock, TextBlock } from "@recurra/report";
import { counted, grouped } from "recurra/words";
import { tabulateCuts } from "../lab/cut.ts";
import { describeNetwork } from "../network/network.ts";
import { drawData, drawHeldOut, drawLosses, drawWindows } from "./charts.ts";
import { FURTHER, HELD_OUT, PERIOD, POINTS } from "./data.ts";
import type { Protocol } from "./forecast.ts";
import type { SignalFound } from "./found.ts";
import { findTrainingMse } from "./results.ts";
import type { Errors } from "./score.ts";
import type { SignalSettings } from "./settings.ts";
import { judge } from "./verdict.ts";
import { drawNeighbours, showToyWindows } from "./windows.ts";

const names: Readonly<Record<Protocol, string>> = {
  teacherForced: "teacher forcing",
  windowed: "own outputs",
  freeRunning: "free-running",
};

/** How many points ahead each protocol forecasts, of so many points. */
function describeAhead(protocol: Protocol, { outputSteps }: SignalSettings, points: number): string {
  const steps = { teacherForced: 1, windowed: Math.min(outputSteps, points), freeRunning: points }[protocol];
  return steps === 1 ? "1 ahead" : `1 to ${steps} ahead`;
}

function tabulateErrors<P extends Protocol>(
  points: string,
  count: number,
  settings: SignalSettings,
  protocols: readonly P[],
  scores: Readonly<Record<P, Errors>> & { readonly noise: number },
): TableBlock {
  const least = (protocol: P) => {
    const { network, lastValue, seasonal } = scores[protocol];
    return Math.min(network, lastValue, seasonal);
  };
  const row = (title: string, key: keyof Errors, role: "model" | "naive") => ({
    cells: [title, ...protocols.map((protocol) => scores[protocol][key].toFixed(4))],
    role,
    best: protocols.flatMap((protocol, i) => (scores[protocol][key] === least(protocol) ? [i + 1] : [])),
  });
  return {
    kind: "table",
    caption: `Mean squared error on ${points}`,
    columns: [
      { title: "" },
      ...protocols.map((protocol) => ({ title: names[protocol], unit: describeAhead(protocol, settings, count) })),
    ],
    rows: [
      row(describeNetwork(settings), "network", "model"),
      row("last value", "lastValue", "naive"),
      row(`value ${PERIOD} points before`, "seasonal", "naive"),
      { cells: ["the noise alone", ...protocols.map(() => scores.noise.toFixed(4))] },
    ],
  };
}

function tabulateHeldOut({ settings, heldOut }: SignalFound): TableBlock {
  const protocols = ["teacherForced", "windowed", "freeRunning"] as const;
  return tabulateErrors(`the ${HELD_OUT} held-out points`, HELD_OUT, settings, protocols, heldOut);
}

function tabulateFurther({ settings, further }: SignalFound): TableBlock {
  return tabulateErrors(
    `${grouped(FURTHER)} further points`,
    FURTHER,
    settings,
    ["teacherForced", "windowed"],
    further,
  );
}

export function summarize(found: SignalFound): readonly (TextBlock | TableBlock)[] {
  const training =
    `Training ended at a mean squared error of ${findTrainingMse(found).toFixed(4)} (the mean over the last epoch's batches, ` +
    "each before its step).";
  return [{ kind: "text", text: training }, tabulateHeldOut(found), tabulateFurther(found)];
}

export function writeReport(found: SignalFound): ReportDocument {
  const { settings, samples, parameters } = found;
  const { inputSteps, outputSteps, noise, epochs, batch, learningRate, seed, teacherForcing } = settings;
  const name = describeNetwork(settings);
  return {
    title: "Write the next points of a signal",
    lead: `An encoder, ${name}, reads ${counted(inputSteps, "point")} of a noisy signal; a decoder writes the next ${outputSteps === 1 ? "one" : outputSteps}.`,
    verdict: judge(found),
    sections: [
      {
        heading: "The data",
        blocks: [
          {
            kind: "text",
            text:
              `${grouped(POINTS)} points of $y = \\sin 2t + 0.5 \\cos t$ with normal noise of standard deviation ${noise}, for $t$ from 0 to ` +
              `$80\\pi$. The last ${HELD_OUT} are held out. The others give ${counted(samples, "sample")}: ${counted(inputSteps, "point")} in, ` +
              `the ${outputSteps === 1 ? "one" : outputSteps} after them out.`,
          },
          drawData(found),
          {
            kind: "text",
            text: "**Windows.** A series becomes samples by a window that slides over it, one point at a time. On the numbers 1 to 8, with 3 in and 2 out:",
          },
          showToyWindows(),
          drawNeighbours(found),
          tabulateCuts([
            { name: "x", shape: [samples, inputSteps, 1], counts: "windows, points in, numbers of a point" },
            { name: "y", shape: [samples, outputSteps, 1], counts: "windows, points out, numbers of a point" },
          ]),
        ],
      },
      {
        heading: "Training",
        blocks: [
          {
            kind: "facts",
            items: [
              ["encoder", name],
              ["decoder", `${describeNetwork({ ...settings, bidirectional: false })}, Linear`],
              ["weights", grouped(parameters)],
              ["training", `${counted(epochs, "epoch")} of Adam, learning rate ${learningRate}, batches of ${batch}`],
              ["teacher forcing", teacherForcing],
              ["mean over the last epoch's batches", findTrainingMse(found).toFixed(4)],
              ["seed", `${seed}`],
            ],
          },
          found.printed,
          drawLosses(found),
          drawWindows(found),
        ],
      },
      {
        heading: "The held-out points",
        blocks: [
          tabulateHeldOut(found),
          drawHeldOut(found, "teacherForced", "Teacher forcing: each step reads the true value before it"),
          drawHeldOut(
            found,
            "windowed",
            `Window by window: true inputs, then the network's own ${counted(outputSteps, "output")}`,
          ),
          drawHeldOut(found, "freeRunning", "Free-running: after the first window it reads only its own outputs"),
        ],
      },
      {
        heading: "The signal goes on",
        blocks: [
          {
            kind: "text",
            text:
              `The mean square of ${HELD_OUT} draws of noise varies by some 20% from one set of draws to another, so the errors above ` +
              `carry little. ${grouped(FURTHER)} further points, on the same network, tell more.`,
          },
          tabulateFurther(found),
        ],
      },
    ],
  };
}
