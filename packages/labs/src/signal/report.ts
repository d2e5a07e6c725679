// What the signal lab says: its numbers, tables, verdict and report.
import type { DocumentVerdict, ReportDocument, TableBlock, TextBlock } from "@recurra/report";
import type { LabResult } from "../lab.ts";
import { describeNetwork } from "../network.ts";
import { counted, whole } from "../numbers.ts";
import { dataChart, heldOutChart, lossCurve, windowPanels } from "./charts.ts";
import { FURTHER, HELD_OUT, PERIOD, POINTS } from "./data.ts";
import type { Protocol } from "./forecast.ts";
import type { SignalFound } from "./found.ts";
import type { Errors } from "./score.ts";
import type { SignalSettings } from "./signal.ts";

function trainingMse({ trainLosses }: SignalFound): number {
  return trainLosses[trainLosses.length - 1];
}

export function signalResults(found: SignalFound): LabResult["results"] {
  const { heldOut, further, settings, trainLosses, samples, parameters } = found;
  const scores = ({ network, lastValue, seasonal }: Errors) => ({ mse: network, naive: { lastValue, seasonal } });
  return {
    trainingMse: trainingMse(found),
    heldOut: {
      points: HELD_OUT,
      teacherForced: scores(heldOut.teacherForced),
      windowed: scores(heldOut.windowed),
      freeRunning: scores(heldOut.freeRunning),
      noise: heldOut.noise,
    },
    further: {
      points: FURTHER,
      teacherForced: { ...scores(further.teacherForced), p: further.chance },
      windowed: scores(further.windowed),
      noise: further.noise,
    },
    trainLoss: trainLosses,
    samples,
    parameters,
    settings,
  };
}

const names: Readonly<Record<Protocol, string>> = {
  teacherForced: "teacher forcing",
  windowed: "own outputs",
  freeRunning: "free-running",
};

/** How many points ahead each protocol forecasts, of so many points. */
function ahead(protocol: Protocol, { outputSteps }: SignalSettings, points: number): string {
  const steps = { teacherForced: 1, windowed: Math.min(outputSteps, points), freeRunning: points }[protocol];
  return steps === 1 ? "1 ahead" : `1 to ${steps} ahead`;
}

function errorTable<P extends Protocol>(
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
      ...protocols.map((protocol) => ({ title: names[protocol], unit: ahead(protocol, settings, count) })),
    ],
    rows: [
      row(describeNetwork(settings), "network", "model"),
      row("last value", "lastValue", "naive"),
      row(`value ${PERIOD} points before`, "seasonal", "naive"),
      { cells: ["the noise alone", ...protocols.map(() => scores.noise.toFixed(4))] },
    ],
  };
}

function heldOutTable({ settings, heldOut }: SignalFound): TableBlock {
  const protocols = ["teacherForced", "windowed", "freeRunning"] as const;
  return errorTable(`the ${HELD_OUT} held-out points`, HELD_OUT, settings, protocols, heldOut);
}

function furtherTable({ settings, further }: SignalFound): TableBlock {
  return errorTable(`${whole(FURTHER)} further points`, FURTHER, settings, ["teacherForced", "windowed"], further);
}

function againstNaive({ network, lastValue, seasonal }: Errors): string {
  return (
    `${network.toFixed(4)}, that of the last value ${lastValue.toFixed(4)}, that of the value ${PERIOD} points before ` +
    seasonal.toFixed(4)
  );
}

function betterNaive({ lastValue, seasonal }: Errors): number {
  return Math.min(lastValue, seasonal);
}

function ownOutputs({ outputSteps }: SignalSettings, windowed: Errors): string {
  return (
    `Where it writes the ${outputSteps} points of a window from its own outputs, the error there is ` +
    `${windowed.network.toFixed(4)} against ${betterNaive(windowed).toFixed(4)} of the better naive forecast.`
  );
}

function verdict({ settings, heldOut, further }: SignalFound): DocumentVerdict {
  const forced = further.teacherForced;
  const lower = forced.network < betterNaive(forced);
  const clear = lower && further.chance < 0.05;
  const worse = !lower && further.chance < 0.05;
  const sentences = [
    `With teacher forcing, which is one point ahead, the mean squared error on the ${HELD_OUT} held-out points is ` +
      `${againstNaive(heldOut.teacherForced)}.`,
    `${HELD_OUT} points are few: on the ${whole(FURTHER)} after them it is ${againstNaive(forced)}` +
      `${clear ? "" : worse ? "; that is worse than the better of the two" : "; that is no clear advantage"}.`,
    ...(settings.outputSteps === 1 ? [] : [ownOutputs(settings, further.windowed)]),
    `Free-running over the ${HELD_OUT} held-out points it is ${heldOut.freeRunning.network.toFixed(4)} against ` +
      `${betterNaive(heldOut.freeRunning).toFixed(4)}.`,
    `The noise has a variance of ${(settings.noise * settings.noise).toFixed(4)}: in the long run no forecast is below it.`,
  ];
  return clear
    ? { tone: "good", outcome: "Better than naive, one point ahead", sentences }
    : { tone: worse ? "bad" : "even", outcome: `${worse ? "Worse" : "No better"} than a naive forecast`, sentences };
}

export function signalSummary(found: SignalFound): readonly (TextBlock | TableBlock)[] {
  const training =
    `Training ended at a mean squared error of ${trainingMse(found).toFixed(4)} (the mean over the last epoch's batches, ` +
    "each before its step).";
  return [{ kind: "text", text: training }, heldOutTable(found), furtherTable(found)];
}

export function signalReport(found: SignalFound): ReportDocument {
  const { settings, samples, parameters } = found;
  const { inputSteps, outputSteps, noise, epochs, batch, learningRate, seed, teacherForcing } = settings;
  const name = describeNetwork(settings);
  return {
    title: "Write the next points of a signal",
    lead: `An encoder, ${name}, reads ${counted(inputSteps, "point")} of a noisy signal; a decoder writes the next ${outputSteps === 1 ? "one" : outputSteps}.`,
    verdict: verdict(found),
    sections: [
      {
        heading: "The data",
        blocks: [
          {
            kind: "text",
            text:
              `${whole(POINTS)} points of $y = \\sin 2t + 0.5 \\cos t$ with normal noise of standard deviation ${noise}, for $t$ from 0 to ` +
              `$80\\pi$. The last ${HELD_OUT} are held out. The others give ${whole(samples)} samples: ${inputSteps} points in, ` +
              `the ${outputSteps === 1 ? "one" : outputSteps} after them out.`,
          },
          dataChart(found),
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
              ["weights", whole(parameters)],
              ["training", `${counted(epochs, "epoch")} of Adam, learning rate ${learningRate}, batches of ${batch}`],
              ["teacher forcing", teacherForcing],
              ["mean over the last epoch's batches", trainingMse(found).toFixed(4)],
              ["seed", `${seed}`],
            ],
          },
          lossCurve(found),
          windowPanels(found),
        ],
      },
      {
        heading: "The held-out points",
        blocks: [
          heldOutTable(found),
          heldOutChart(found, "teacherForced", "Teacher forcing: each step reads the true value before it"),
          heldOutChart(
            found,
            "windowed",
            `Window by window: true inputs, then the network's own ${counted(outputSteps, "output")}`,
          ),
          heldOutChart(found, "freeRunning", "Free-running: after the first window it reads only its own outputs"),
        ],
      },
      {
        heading: "The signal goes on",
        blocks: [
          {
            kind: "text",
            text:
              `The mean square of ${HELD_OUT} draws of noise varies by some 20% from one set of draws to another, so the errors above ` +
              `carry little. ${whole(FURTHER)} further points, on the same network, tell more.`,
          },
          furtherTable(found),
        ],
      },
    ],
  };
}
