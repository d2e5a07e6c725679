// The `recurra forecast` line for all series of a file by one model. It is tried, up to where training would begin.

import { DataError, OptionError } from "recurra";
import { wordError } from "recurra/core";
import type { SeriesSet } from "recurra/data";
import { ManyExperiment } from "recurra/many";
import { manySettings } from "../forecast/many-settings.ts";
import { forecastSettings } from "../forecast/settings.ts";
import { ForecastLine } from "./forecast-line.ts";
import type { Proposal } from "./proposal.ts";
import type { InspectOptionTexts } from "./settings.ts";

/** The file, as inspect was given it. */
export interface Inspected {
  readonly path: string;
  readonly texts: InspectOptionTexts;
}

/** What was found before. */
interface Found extends Inspected {
  /** Whether each row of the file is a series. */
  readonly wide: boolean;
  /** The line for one of them. */
  readonly proposal: Proposal;
}

/** More rows are not tried. */
const mostTried = 2_000_000;

/** The line with the target and the horizon of the one for a single series. */
export function proposeAll(
  set: SeriesSet,
  { path, texts, wide, proposal: { target, horizon } }: Found,
): Pick<Proposal, "command" | "refusal"> {
  const line = new ForecastLine(texts);
  if (wide) line.take([{ option: "wide", value: true }]);
  else if (texts.series === undefined) line.add("--series", set.idColumns.join(","));
  if (!wide) line.add("--target", target);
  line.add("--horizon", String(horizon));
  return { command: line.typed(path), refusal: set.rows > mostTried ? null : refusalOf(set, path, line) };
}

function refusalOf(set: SeriesSet, path: string, line: ForecastLine): string | null {
  try {
    const { experiment } = forecastSettings(path, line.texts());
    new ManyExperiment(set, manySettings(experiment, experiment.target));
    return null;
  } catch (error) {
    if (!(error instanceof DataError || error instanceof OptionError)) throw error;
    return wordError(error.with({ subject: "" }), line.wording);
  }
}
