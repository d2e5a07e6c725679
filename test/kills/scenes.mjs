// What `recurra forecast` is asked while it is killed: small files of every kind, with the options that read them, and options of the
// model that are drawn beside them. Between them they name every option that the command has (test/kills.test.ts).

const DAY = 86_400_000;
const week = [0, 4, 9, 12, 7, -6, -11];

/** "2023-01-05": the n-th day. */
const day = (n) => new Date(Date.UTC(2023, 0, 1) + n * DAY).toISOString().slice(0, 10);
const hour = (n) => new Date(Date.UTC(2023, 0, 1) + (n * DAY) / 24).toISOString().slice(0, 16).replace("T", " ");
const value = (n) => Math.round(100 * (100 + week[n % 7] + 0.05 * n + ((n * 13) % 5) / 4)) / 100;
const promo = (n) => ((n * 7) % 11 < 2 ? 1 : 0);
const sky = (n) => ["sun", "rain", "snow"][(n * 5) % 3];
const lines = (head, rows, line) =>
  `${[...head, ...Array.from({ length: rows }, (_, n) => line(n)).flat()].join("\n")}\n`;

const daily = lines(["date,kW,promo"], 80, (n) => `${day(n)},${value(n)},${promo(n)}`);
const shops = ["North", "South", "West"];
const long = lines(["date,Store,Item,sales"], 60, (n) =>
  shops.map((shop, i) => `${day(n)},${shop},1,${value(n + i) + 10 * i}`),
);

/** A file, the options that read it, and whether it is several series. */
export const scenes = [
  { name: "plain", files: { "a.csv": daily }, args: ["a.csv", "--target", "kW", "--unit", "kW"] },
  { name: "inputs", files: { "a.csv": daily }, args: ["a.csv", "--target", "kW", "--inputs", "kW,promo"] },
  {
    name: "words",
    files: { "a.csv": lines(["date,kW,sky"], 80, (n) => `${day(n)},${value(n)},${sky(n)}`) },
    args: ["a.csv", "--target", "kW", "--inputs", "kW,sky", "--categories", "sky"],
  },
  {
    name: "known ahead",
    files: { "a.csv": lines(["date,kW,promo"], 86, (n) => `${day(n)},${n < 80 ? value(n) : ""},${promo(n)}`) },
    args: ["a.csv", "--target", "kW", "--future", "promo", "--calendar", "weekday"],
  },
  {
    name: "a second file",
    files: {
      "a.csv": lines(["date,kW"], 80, (n) => `${day(n)},${value(n)}`),
      "b.csv": lines(["date,promo"], 86, (n) => `${day(n)},${promo(n)}`),
    },
    args: ["a.csv", "--target", "kW", "--future", "promo", "--future-file", "b.csv", "--holidays", "DE,2023-02-20"],
  },
  {
    name: "no clock",
    files: { "a.csv": lines(["kW"], 80, (n) => `${value(n)}`) },
    args: ["a.csv", "--target", "kW", "--no-time"],
  },
  {
    name: "written elsewhere",
    files: {
      "a.csv": lines(["Bericht", "Tag;Zeit;Last"], 90, (n) => {
        const [date, time] = hour(n).split(" ");
        return `${date.split("-").toReversed().join(".")};${time};${String(value(n)).replace(".", ",")}`;
      }).concat("# Ende\nSumme;;1\n"),
    },
    args: [
      ...[
        "a.csv",
        "--target",
        "Last",
        "--time",
        "Tag,Zeit",
        "--date-order",
        "dmy",
        "--decimal",
        ",",
        "--delimiter",
        ";",
      ],
      ...["--skip", "1", "--skip-last", "1", "--comment", "#", "--encoding", "windows-1252", "--header", "first"],
    ],
  },
  {
    name: "a pattern of times",
    files: { "a.csv": lines(["date,kW"], 90, (n) => `${hour(n).replace("-", "/").replace("-", "/")},${value(n)}`) },
    args: ["a.csv", "--target", "kW", "--time-format", "%Y/%m/%d %H:%M", "--time-zone", "Europe/Berlin"],
  },
  {
    name: "units and marks",
    files: {
      "a.csv": lines(
        ["date,load"],
        80,
        (n) => `${day(n)},${n % 17 === 5 ? "-9999" : n % 2 ? `${value(n)} MB` : `${value(n) / 1000} GB`}`,
      ),
    },
    args: ["a.csv", "--target", "load", "--units", "MB=1,GB=1000", "--missing", "-9999", "--repair", "linear"],
  },
  {
    name: "a JSON document",
    files: {
      "a.json": JSON.stringify({
        a: [{ x: 1 }],
        b: Array.from({ length: 80 }, (_, n) => ({ date: day(n), kW: value(n) })),
      }),
    },
    args: ["a.json", "--part", "b", "--target", "kW"],
  },
  {
    name: "gaps and no order",
    files: {
      "a.csv": lines(["date,kW"], 90, (n) => (n % 23 === 7 ? [] : `${day(n % 2 ? n - 1 : n + 1)},${value(n)}`)),
    },
    args: ["a.csv", "--target", "kW", "--sort", "--fill-gaps", "seasonal"],
  },
  {
    name: "resampled",
    files: { "a.csv": lines(["date,kW"], 300, (n) => `${hour(n)},${value(n)}`) },
    args: ["a.csv", "--target", "kW", "--resample", "4h"],
  },
  {
    name: "one of several",
    files: { "a.csv": long },
    args: ["a.csv", "--target", "sales", "--where", "Store=West", "--where", "Item=1"],
  },
  {
    name: "several series",
    many: true,
    files: { "a.csv": long },
    args: ["a.csv", "--target", "sales", "--series", "Store"],
  },
  {
    name: "a wide table",
    many: true,
    files: {
      "a.csv": `${["Store", ...Array.from({ length: 60 }, (_, n) => day(n))].join(",")}\n${shops.map((shop, i) => [shop, ...Array.from({ length: 60 }, (_, n) => value(n + i))].join(",")).join("\n")}\n`,
    },
    args: ["a.csv", "--wide"],
  },
  {
    name: "not wide",
    files: { "a.csv": lines(["date,2023,2024"], 80, (n) => `${day(n)},${value(n)},${value(n + 3)}`) },
    args: ["a.csv", "--no-wide", "--target", "2023"],
  },
  { name: "two targets", many: true, files: { "a.csv": daily }, args: ["a.csv", "--target", "kW,promo"] },
];

/** The model, as one choice: its options hang together. `many`: also of several series. */
export const models = [
  { args: [], many: true },
  { args: ["--instant"] },
  { args: ["--model", "pretrained"] },
  { args: ["--fine-tune"] },
  { args: ["--model", "segment"], many: true },
  { args: ["--model", "linear"], many: true },
  { args: ["--model", "segment", "--cell", "lstm", "--head", "quantile"] },
  { args: ["--cell", "rnn", "--layers", "2", "--dropout", "0.3"] },
  { args: ["--cell", "gru", "--no-linear"] },
  { args: ["--model", "stepwise", "--head", "studentT"] },
  { args: ["--schedule", "cosine", "--warm-up", "0.5", "--optimizer", "sgd"], many: true },
  { args: ["--schedule", "step", "--schedule-every", "1", "--schedule-decay", "0.5"], many: true },
  { args: ["--cell", "gru", "--schedule", "plateau", "--schedule-every", "1"] },
  { args: ["--cell", "gru", "--schedule", "oneCycle"] },
  { args: ["--model", "seq2seq", "--attention", "--teacher-forcing", "0.9", "--teacher-forcing-decay", "linear"] },
];

/** Options that may stand beside any of these: each with values to draw from. `many`: also of several series. */
export const others = [
  { option: "--horizon", values: ["2", "3"], many: true },
  { option: "--lookback", values: ["6", "9"] },
  { option: "--season", values: ["7", "none"] },
  { option: "--hidden", values: ["4", "6"], many: true },
  { option: "--epochs", values: ["2", "3"], many: true, always: true },
  { option: "--patience", values: ["1", "2"], many: true },
  { option: "--batch", values: ["8", "16"], many: true },
  { option: "--learning-rate", values: ["0.05", "0.1"], many: true },
  { option: "--weight-decay", values: ["0", "0.01"], many: true },
  { option: "--average", values: ["0", "0.9"], many: true },
  { option: "--test", values: ["0.2", "15"] },
  { option: "--level", values: ["0.8", "0.9"], many: true },
  { option: "--level", values: ["0.8,0.95"] },
  { option: "--min", values: ["0", "none"] },
  { option: "--max", values: ["1000"] },
  { option: "--seed", values: ["1", "2", "3"], many: true, always: true },
  { option: "--auto-shorten", values: [undefined] },
  { option: "--fast", values: [undefined], many: true },
  { option: "--narrow-vectors", values: [undefined], many: true },
  { option: "--native", values: [undefined], many: true },
  { option: "--quiet", values: [undefined], many: true },
];

/** What stands in every command here, or in the one that goes on. */
export const always = ["--out", "--json", "--resume", "--checkpoint", "--threads"];

/** Every flag that is asked here. */
export function flagsAsked() {
  const words = [...scenes, ...models].flatMap(({ args }) => args.filter((word) => word.startsWith("--")));
  return new Set([...words, ...others.map(({ option }) => option), ...always]);
}
