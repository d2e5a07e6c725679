// What `npm run bench:accuracy` can be told.
import { parseArgs } from "node:util";
import { groups } from "./methods.mjs";

export const usage = `Usage: npm run bench:accuracy -- PROTOCOL OPTIONS

  m4    many series, a forecast of each from its end: MASE, sMAPE, MSIS of 95 % intervals and their coverage
    --train FILE         a row for each series: its name, then its values
    --test FILE          the rows that follow, in the same layout; read with --test alone
    --horizon N          rows that are forecast
    --season A,B         rows in a season, or in several; the first scales MASE
    --series N           so many of the series, evenly spaced over the file (default: all)
  ett   several columns over one clock, every window: MSE and MAE of columns in units of their spread in the first part
    --file FILE          a table with a clock
    --horizon N
    --lookback N         rows that a forecast looks back on, for the methods that can be told (default: their own)
    --season A,B         (default: a day and a week of the clock)
    --split A,B,C        months of 30 days (default 12,4,4), or shares of all rows (0.7,0.1,0.2)
  file  one series, or each of a file, by the library's own experiment: MAE over that of rivals, coverage of 90 % intervals
    --file FILE
    --target COLUMN
    --horizon N
    --where COLUMN=VALUE one series of several; may be given again
    --series COLUMN      every series that this column tells apart
    --season A,B
  ablation  as file, again and again, each time with another part of the Forecaster left out; on validation rows alone

  --methods A,B          of m4 and ett (default: all but ablations): ${groups.join(", ")}
  --set NAME=VALUE       a setting of the Forecaster, or in file of the experiment; may be given again
  --test                 scores on the test rows, and a line in bench/accuracy/looks.md; without it on the rows before them
  --write                also keeps the scores, and writes docs/accuracy.md
  --help`;

const COMMON = { season: "string", methods: "string", set: "strings", look: "boolean", write: "boolean" };
const PROTOCOLS = {
  m4: {
    needed: ["train", "horizon", "season"],
    options: { train: "string", test: "string", horizon: "string", series: "string" },
  },
  ett: {
    needed: ["file", "horizon"],
    options: { file: "string", horizon: "string", lookback: "string", split: "string" },
  },
  file: {
    needed: ["file", "target", "horizon"],
    options: { file: "string", target: "string", horizon: "string", where: "strings", series: "string" },
  },
};
PROTOCOLS.ablation = PROTOCOLS.file;

/** Reads the arguments. Throws an Error whose message says what to write instead. */
export function readOptions(args) {
  const [protocol, ...rest] = args;
  if (protocol === undefined || args.includes("--help")) return { help: true };
  const known = PROTOCOLS[protocol];
  if (known === undefined)
    throw new Error(`There is no protocol "${protocol}"; known are ${Object.keys(PROTOCOLS).join(", ")}.`);
  const kinds = { ...COMMON, ...known.options };
  const { values } = parseArgs({
    args: withLook(rest),
    options: Object.fromEntries(
      Object.entries(kinds).map(([name, kind]) => [
        name,
        { type: kind === "boolean" ? "boolean" : "string", multiple: kind === "strings" },
      ]),
    ),
  });
  for (const name of known.needed) if (values[name] === undefined) throw new Error(`${protocol} needs --${name}.`);
  const { look = false, write = false } = values;
  if (protocol === "m4" && look && values.test === undefined)
    throw new Error("--test: give the file, too: --test FILE --test.");
  if (known === PROTOCOLS.file && values.methods !== undefined)
    throw new Error(`--methods: ${protocol} scores the experiment and all rivals.`);
  if (protocol === "ablation" && look) throw new Error("--test: parts are left out on validation rows alone.");
  return {
    ...values,
    ...{ protocol, look, write },
    horizon: whole("horizon", values.horizon),
    season: values.season?.split(",").map((rows) => whole("season", rows)),
    lookback: values.lookback === undefined ? undefined : whole("lookback", values.lookback),
    series: protocol === "m4" && values.series !== undefined ? whole("series", values.series) : values.series,
    split: readSplit(values.split ?? "12,4,4"),
    methods: readMethods(values.methods),
    settings: Object.fromEntries((values.set ?? []).map(readSetting)),
  };
}

/** `--test` with a file behind it names the file; alone it asks for the scores on test rows. */
function withLook(args) {
  return args.map((arg, at) => (arg === "--test" && (args[at + 1] ?? "--").startsWith("--") ? "--look" : arg));
}

function whole(name, text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name}: ${text} is not a whole number from 1.`);
  return value;
}

function readSplit(text) {
  const parts = text.split(",").map(Number);
  const shares = parts.every((part) => part < 1);
  if (parts.length !== 3 || !parts.every((part) => part > 0) || (shares && parts[0] + parts[1] + parts[2] > 1 + 1e-9)) {
    throw new Error(`--split: ${text} is neither three numbers of months (12,4,4) nor three shares (0.7,0.1,0.2).`);
  }
  return { parts, shares };
}

function readMethods(text) {
  const asked = text?.split(",") ?? groups.filter((name) => !name.startsWith("ablation"));
  const wrong = asked.find((name) => !groups.includes(name));
  if (wrong !== undefined) throw new Error(`--methods: there is no "${wrong}"; known are ${groups.join(", ")}.`);
  return asked;
}

function readSetting(text) {
  const at = text.indexOf("=");
  if (at < 1) throw new Error(`--set: ${text} is not NAME=VALUE.`);
  return [text.slice(0, at), text.slice(at + 1)];
}
