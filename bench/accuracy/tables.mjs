// Scores as rows of a table, the head first: for the terminal and for the page.

const fixed = (value, digits) => (value === undefined || value === null ? "" : value.toFixed(digits));
const percent = (share) => (share === undefined ? "" : `${(100 * share).toFixed(1)} %`);
const seconds = (value) => (value === undefined ? "" : value.toFixed(1));

export const m4Table = (results, columns = false) => [
  ["method", "MASE", "sMAPE", "MSIS", "95 % held", "CPU s", columns ? "source" : "series"],
  ...results.map((one) => [
    ...[one.method ?? one.name, fixed(one.mase, 3), fixed(one.smape, 3), fixed(one.msis, 2)],
    ...[percent(one.coverage), seconds(one.seconds), columns ? (one.source ?? "") : `${one.series ?? ""}`],
  ]),
];

export const ettTable = (results, columns = false) => [
  ["method", "lookback", "MSE", "MAE", "CPU s", columns ? "source" : "windows"],
  ...results.map((one) => [
    ...[one.method ?? one.name, `${one.lookback ?? ""}`, fixed(one.mse, 4), fixed(one.mae, 4), seconds(one.seconds)],
    columns ? (one.source ?? "") : `${one.windows ?? ""}`,
  ]),
];

/** What was set for a score, as the command has it. */
const settingWords = (settings = {}) =>
  Object.entries(settings)
    .map(([name, value]) => `, ${name}=${value}`)
    .join("");

export const fileTable = (results) => [
  [
    "set",
    "target, horizon",
    "over the rival chosen",
    "over the best but ridge",
    "90 % held (windows apart: range)",
    "verdict",
    "CPU s",
  ],
  ...results.map((one) => [
    `${one.set}${one.series > 1 ? ` (${one.series} series)` : ""}${settingWords(one.settings)}`,
    `${one.target}, ${one.horizon}`,
    `${fixed(one.overChosen, 3)} (${one.chosen})`,
    `${fixed(one.overBest, 3)} (${one.best})`,
    one.coverage === undefined
      ? "too few windows"
      : `${percent(one.coverage)} (${one.apart}: ${percent(one.range[0])} to ${percent(one.range[1])})`,
    Object.entries(one.verdicts)
      .map(([kind, count]) => (one.series > 1 ? `${count} ${kind}` : kind))
      .join(", "),
    seconds(one.seconds),
  ]),
];

/** A method's scores in a line of the log. */
export function scoreWords(one) {
  if (one.protocol === "m4")
    return `${one.method} MASE ${fixed(one.mase, 3)}, sMAPE ${fixed(one.smape, 3)}, MSIS ${fixed(one.msis, 2) || "-"}`;
  if (one.protocol === "ett") return `${one.method} MSE ${fixed(one.mse, 4)}, MAE ${fixed(one.mae, 4)}`;
  return `over ${one.chosen} ${fixed(one.overChosen, 3)}, over ${one.best} ${fixed(one.overBest, 3)}, held ${percent(one.coverage) || "-"}`;
}
