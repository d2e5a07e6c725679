// docs/accuracy.md, from the scores that were kept.
import { markdownTable } from "../table.mjs";
import { ablationTable } from "./ablation.mjs";
import { publishedEtt, publishedM4 } from "./published.mjs";
import { ettTable, fileTable, m4Table } from "./tables.mjs";

const PARTS = { validation: "the rows before the test rows", test: "the test rows" };

const HEAD = `# Accuracy

How good the forecasts are beside simple methods and published ones, by protocols that others have published. Written by
\`npm run bench:accuracy -- ... --write\`: each table says with which command.

Scores on validation rows are there to choose by. Scores on test rows are not: what is handed to a method is a copy that ends before the rows that are scored, and every
look at test rows leaves a line in [looks.md](../bench/accuracy/looks.md). CPU seconds are of all threads together, fit and forecasts, of the
machine at hand. Methods: the rivals of a backtest ([evaluation.md](evaluation.md#rivals)); a ridge regression shared by all columns, and one of each
column; the Forecaster by its defaults, with season and horizon given; the GlobalForecaster ([many-series.md](many-series.md)), one model for all series or columns. Where it stands
beside rows "without" a part or of the network "alone", these are what is left of it (\`--methods ablation,ablation-network\`).
`;

const M4_HEAD = `## Many series, one forecast each (M4)

Means over all series of MASE, sMAPE and the mean scaled interval score (MSIS) of 95 % intervals, as in the competition, and the share of truths that
these held. Intervals of the rivals and of the Forecaster are conformal: sized on the last 15 % of the windows, which the model that is scored there has
not seen. Without test rows the last rows of each series are scored.
`;

const ETT_HEAD = `## Several columns, every window (ETT)

Columns less their mean, divided by their standard deviation, both of the first 12 months; 12 months to learn from, 4 to choose on, 4 to test on (of 30 days);
MSE and MAE over every window of the part, steps and columns alike. For scores on the test part methods learn from the first 12
months and choose on the 4 that follow; for scores on the second part they learn from 9 and choose on 3.
`;

const FILE_HEAD = `## One series, by its own experiment

What \`recurra forecast\` does by its defaults: the mean absolute error on the last fifth of the rows, over that of the rival which the last 15 % of the rows before
chose, and over that of the best rival but the ridge regression (below 1: better). Behind the share of truths that 90 % intervals held: how many windows of
those measured do not overlap, and the range in which the true share lies with 95 % confidence if so many are what counts. Of several series errors are means in units of each
one's naive steps. Without test rows the same is done with the last fifth cut off.
`;

const ABLATION_HEAD = `## One series, each part left out

The same experiment on the rows before the test rows, by the error over that of the rival which validation chose (below 1: better): by the defaults, and with a part left out or
put in the place of another.
`;

/** The whole page. */
export function pageText(results) {
  const of = (protocol) => results.filter((result) => result.protocol === protocol);
  return [
    HEAD,
    section(of("m4"), M4_HEAD, m4Title, m4Table, (first) => publishedM4[first.set]),
    section(of("ett"), ETT_HEAD, ettTitle, ettTable, (first) => publishedEtt[first.set]?.[first.horizon]),
    section(of("file"), FILE_HEAD, fileTitle, fileTable, () => undefined),
    section(of("ablation"), ABLATION_HEAD, fileTitle, ablationTable, () => undefined),
  ]
    .filter((text) => text !== "")
    .join("\n");
}

const m4Title = ({ set, part, horizon, season, asked }) =>
  `${set}: ${asked} series, horizon ${horizon}, season ${season.join(" and ")}; ${PARTS[part]}`;
const ettTitle = ({ set, part, horizon }) => `${set}: horizon ${horizon}; ${PARTS[part]}`;
const fileTitle = ({ part }) => PARTS[part][0].toUpperCase() + PARTS[part].slice(1);

function section(results, head, titleOf, table, publishedOf) {
  if (results.length === 0) return "";
  const titles = [...new Set(results.map(titleOf))];
  const parts = titles.map((title) => {
    const own = results.filter((result) => titleOf(result) === title);
    const commands = [
      ...new Set(own.map(({ command, date, commit }) => `npm run bench:accuracy -- ${command} # ${date}, ${commit}`)),
    ];
    // Validation scores are of other rows than published ones.
    const published = own[0].part === "test" ? publishedOf(own[0]) : undefined;
    return [
      `### ${title}\n`,
      `${markdownTable(table(own))}\n`,
      ...(published === undefined
        ? []
        : [`Published, or computed elsewhere:\n\n${markdownTable(table(published, true))}\n`]),
      `\`\`\`sh\n${commands.join("\n")}\n\`\`\`\n`,
    ].join("\n");
  });
  return [head, ...parts].join("\n");
}
