// What the lab of made series shows: its table and its report.

import type { Block, DocumentSection, ReportDocument, TableBlock, TextBlock } from "@recurra/report";
import { cellTitle, counted, grouped } from "recurra/words";
import { withArticle } from "../network/article.ts";
import { drawForecast, drawGates, drawLosses, drawUnseen, drawWeights } from "./charts.ts";
import { SEASONS } from "./data.ts";
import type { MadeSeriesFound } from "./found.ts";
import { type Inside, LEVELS } from "./inside.ts";
import type { MadeSeriesSettings } from "./settings.ts";
import { meanError } from "./unseen.ts";
import { judge } from "./verdict.ts";

const nameOf = ({ cell, hidden }: MadeSeriesSettings): string => `${cellTitle(cell)} of ${counted(hidden, "unit")}`;

function tabulate({ settings, unseen }: MadeSeriesFound): TableBlock {
  const { made, network, lastSeason, ridge } = unseen;
  const answers = [{ ...network, name: nameOf(settings) }, lastSeason, ridge];
  const cells = answers.map(({ errors }) => [
    meanError({ name: "", errors }),
    ...SEASONS.map((season) => {
      const own = errors.filter((_, i) => made[i].season === season);
      return own.length === 0 ? Number.NaN : meanError({ name: "", errors: own });
    }),
  ]);
  const least = cells[0].map((_, column) => Math.min(...cells.map((row) => row[column])));
  return {
    kind: "table",
    caption: `Mean absolute error on ${grouped(made.length)} made series, in units of what changes over a season`,
    columns: [
      { title: "" },
      { title: "all" },
      ...SEASONS.map((season) => ({ title: season === undefined ? "no season" : `season ${season}` })),
    ],
    rows: answers.map(({ name }, i) => ({
      cells: [name, ...cells[i].map((error) => (Number.isNaN(error) ? "-" : error.toFixed(3)))],
      role: i === 0 ? ("model" as const) : ("naive" as const),
      best: cells[i].flatMap((error, column) => (error === least[column] ? [column + 1] : [])),
    })),
  };
}

/** Of each season ahead: what of it is the last season's, and which other parts are largest. */
function describeInside({ looked, weights, gates }: Inside): TextBlock {
  const [first] = weights;
  const back = first.reduce((most, value, i) => (Math.abs(value) > Math.abs(first[most]) ? i : most), 0);
  const mean = (level: number): number => gates[level].reduce((sum, value) => sum + value, 0) / gates[level].length;
  const means = LEVELS.map((name, level) => `${name} ${mean(level).toFixed(2)}`).join(", ");
  const seen =
    looked.season === undefined
      ? "shows no season: it is read in pieces of 24 rows"
      : `has a season of ${counted(looked.season, "row")}`;
  return {
    kind: "text",
    text:
      `The column ${looked.column} ${seen}. The largest weight is that of the season ${back + 1} back (${first[back].toFixed(2)}; that of the last one adds nothing, for all is told ` +
      `from it). The mean gates are: ${means}.`,
  };
}

export function summarize(found: MadeSeriesFound): readonly (TextBlock | TableBlock)[] {
  return [tabulate(found), ...(found.inside === undefined ? [] : [describeInside(found.inside)])];
}

function describeFile(inside: Inside): DocumentSection {
  const blocks: Block[] = [
    describeInside(inside),
    drawForecast(inside),
    {
      kind: "text",
      text:
        "The median is the last season repeated, plus a correction, plus the past seasons' differences to it times their weights, plus the levels' differences to it times their gates. " +
        "A gate of 1 towards the last value lifts a place all the way to it: where the levels are, the shape of the season goes.",
    },
    drawWeights(inside),
    drawGates(inside),
  ];
  return { heading: `What it makes of ${inside.looked.name}`, blocks };
}

export function writeReport(found: MadeSeriesFound): ReportDocument {
  const { settings, parameters, drawn, inside } = found;
  const { epochs, batch, learningRate, seed } = settings;
  return {
    title: "What a network learns from series that never existed",
    lead: `${withArticle(nameOf(settings))} read ${grouped(drawn)} made series, each once, and forecasts others that it has not seen.`,
    verdict: judge(found),
    sections: [
      {
        heading: "Series that never existed",
        blocks: [
          {
            kind: "text",
            text:
              "A series is drawn by chance: a season that may turn into another, trends with kinks, walks, shifts, noise of many kinds, added or multiplied, then counted or rounded. No two " +
              "are alike, so nothing can be learned by heart. What is left to learn is how the next seasons follow from the last ones.",
          },
          drawUnseen(found),
        ],
      },
      {
        heading: "The training",
        blocks: [
          drawLosses(found),
          {
            kind: "facts",
            items: [
              ["network", `SeasonNetwork, ${nameOf(settings)}, ${grouped(parameters)} weights`],
              ["series", grouped(drawn)],
              [
                "training",
                `${counted(epochs, "epoch")} of 50 steps, batches of ${grouped(batch)}, AdamW at ${learningRate}`,
              ],
              ["seed", String(seed)],
            ],
          },
        ],
      },
      { heading: "On series that it has not seen", blocks: [tabulate(found)] },
      ...(inside === undefined ? [] : [describeFile(inside)]),
    ],
  };
}
