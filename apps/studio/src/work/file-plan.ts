// What an experiment would do with a file, before it is played: how it cuts the rows, what it finds from them, or why it cannot.
import { Experiment, RecurraError, readSettings, type Series } from "recurra";
import { seasonWords } from "recurra/data";
import type { ExperimentOutline } from "recurra/experiment";
import { loadPretrained } from "recurra/pretrained";
import type { FilePlan } from "../engine/file-answers.ts";
import { asksPretrained } from "../link/pretrained-part.ts";
import { experimentOf } from "../link/reading.ts";
import { refusalOf } from "./refusals.ts";

type Texts = Readonly<Record<string, string>>;

const NOTHING = { parts: [], found: {}, seasons: "", trainingWindows: 0, validationWindows: 0, backtestWindows: 0 };

/** The plan of these settings; `open` reads the series that they name. */
export async function planOf(settings: Texts, open: () => Promise<Series>): Promise<FilePlan> {
  try {
    const given = experimentOf(settings);
    const asked = readSettings(given);
    const pretrained = asksPretrained(given) ? { pretrained: loadPretrained() } : {};
    return told(new Experiment(await open(), asked, pretrained).outline);
  } catch (error) {
    if (!(error instanceof RecurraError)) throw error;
    return { ...NOTHING, refusal: refusalOf(error) };
  }
}

function told(outline: ExperimentOutline): FilePlan {
  const { parts, settings, seasons, trainingWindows, validationWindows, backtest } = outline;
  return {
    parts,
    found: Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, [value].flat().join(",")])),
    seasons: seasonWords(seasons),
    ...{ trainingWindows, validationWindows, backtestWindows: backtest.windows },
  };
}
