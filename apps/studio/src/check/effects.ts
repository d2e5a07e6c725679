// What a setting does to the data, said before it is pressed and as long as it holds.

const EFFECTS: Readonly<Record<string, string>> = {
  missing: "these cells count as cells without a value",
  "repair=drop": "rows with a missing cell are left out, and rows whose time an earlier row has",
  "repair=forward-fill": "each missing cell repeats the value before it; it counts as made, not as measured",
  "repair=linear":
    "each missing cell lies on the line to the value after it, which nobody knew then; no score counts it",
  "fillGaps=seasonal":
    "missing times become rows, with the values of the season before; they count as made, not as measured",
  "fillGaps=forward-fill":
    "missing times become rows that repeat the value before; they count as made, not as measured",
  "fillGaps=linear":
    "missing times become rows on the line to the value after them, which nobody knew then; no score counts them",
  sort: "the rows are put in the order of their times",
  resample: "the rows of each step of time become one",
  where: "the other rows are not read",
  "header=none": "the first line is a row, and the columns are numbered",
  "header=first": "the first line has the names",
  "time=false": "the times are not used: rows are counted",
  time: "this column is the clock",
  dateOrder: "the dates are read in this order",
  "decimal=.": "1.234 is a little more than 1; commas group thousands",
  "decimal=,": "1.234 is more than a thousand: points group thousands, and a comma stands before decimals",
  units: "the numbers are multiplied by these",
  timeZone: "the times are those of this zone's clocks",
  autoShorten: "the lookback, and where that is not enough the backtest, are made shorter",
  lookback: "a forecast looks back on so many rows",
  horizon: "so many rows are forecast",
  part: "this part of the file is read",
  encoding: "the text is read in this encoding",
  delimiter: "the cells are parted by this sign",
  categories: "the words are read as marks, one for each",
  wide: "rows and columns are read so",
};

/** What it does, in words; "" where the setting says it itself. */
export function effectOf(name: string, value: string): string {
  return EFFECTS[`${name}=${value}`] ?? EFFECTS[name] ?? "";
}

type Texts = Readonly<Record<string, string>>;

/** Settings with others set; "" takes one away. Marks for missing are added to those that there are, conditions to those on other columns. */
export function withSettings(settings: Texts, change: Texts, adds = false): Texts {
  const next: Record<string, string> = { ...settings };
  for (const [name, value] of Object.entries(change)) {
    if (value === "") delete next[name];
    else next[name] = adds ? added(name, settings[name], value) : value;
  }
  return next;
}

function added(name: string, before: string | undefined, value: string): string {
  if (before === undefined) return value;
  if (name === "missing" || name === "units") return before.split(",").includes(value) ? before : `${before},${value}`;
  if (name !== "where") return value;
  const column = (condition: string): string => condition.split("=")[0];
  const others = before.split("\n").filter((one) => column(one) !== column(value));
  return [...others, value].join("\n");
}
