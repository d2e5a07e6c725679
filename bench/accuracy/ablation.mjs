// What each part of a Forecaster of one series brings: the same experiment with the part left out, on validation rows alone.

/** What is left out, and the settings that do it. */
export const VARIANTS = [
  { name: "all parts", settings: {} },
  { name: "no network", settings: { model: "linear" } },
  { name: "no linear path", settings: { linear: false } },
  { name: "row by row", settings: { model: "stepwise" } },
  { name: "segments", settings: { model: "segment" } },
  { name: "untrained never kept", settings: { untrained: false } },
  { name: "no skip", settings: { skip: false } },
];

/** A row for each set: the error over that of the rival that validation chose, of each variant. */
export const ablationTable = (results) => [
  ["set", "target, horizon", "rival chosen", ...VARIANTS.map(({ name }) => name)],
  ...results.map(({ set, series, target, horizon, chosen, over }) => [
    `${set}${series > 1 ? ` (${series} series)` : ""}`,
    `${target}, ${horizon}`,
    chosen,
    ...VARIANTS.map(({ name }) => over[name]?.toFixed(3) ?? ""),
  ]),
];
