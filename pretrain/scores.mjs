// How good the network of the package is on made series that it has not seen, for each season: fills a table of docs/pretrained.md.
// Usage: npm run pretrain:scores [-- --batches 200]
import { parseArgs } from "node:util";
import { loadPretrained, PRETRAINED_QUANTILES } from "recurra/pretrained";
import { digits, fillTable } from "./card.mjs";
import { validate, validationBatches } from "./validation.mjs";

const { values: options } = parseArgs({ options: { batches: { type: "string", default: "200" } } });
const batches = validationBatches(Number(options.batches));
const network = loadPretrained();
const row = (name, { windows, naive, mae, loss, covered }) => [
  name,
  `${windows}`,
  ...[naive, mae, loss].map((value) => digits(value)),
  ...covered.map((share) => `${(100 * share).toFixed(1)} %`),
];
const { all, bySeason } = validate(network, batches, PRETRAINED_QUANTILES);
const rows = [
  ["season", "windows", "last season repeated", "MAE", "quantile loss", "inside 50 %", "80 %", "90 %", "95 %"],
  ...[...bySeason].map(([season, scores]) => row(season === undefined ? "none" : `${season}`, scores)),
  row("all", all),
];
fillTable("scores", rows);
process.stdout.write(`${rows.map((cells) => cells.join("  ")).join("\n")}\n`);
