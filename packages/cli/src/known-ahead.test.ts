// Columns that are known ahead, the calendar and holidays, from the command line to the files and back.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorOf, Workplace } from "./command.fixture.ts";
import { killed } from "./fault.fixture.ts";
import { readRun } from "./run/run-record.ts";

const ROWS = 120;
const week = [0, 4, 9, 12, 7, -6, -11];
const day = (row: number): string => new Date(Date.UTC(2023, 0, 1) + row * 86_400_000).toISOString().slice(0, 10);
const promo = (row: number): number => ((row * 7) % 11 < 2 ? 1 : 0);
const sales = (row: number): number => 100 + week[row % 7] + 30 * promo(row) + ((row * 13) % 5) / 4;

const lines = (head: string, from: number, to: number, line: (row: number) => string): string =>
  `${[head, ...Array.from({ length: to - from }, (_, i) => line(from + i))].join("\n")}\n`;
const whole = (ahead: number): string =>
  lines("date,sales,promo", 0, ROWS + ahead, (row) => `${day(row)},${row < ROWS ? sales(row) : ""},${promo(row)}`);
const past = lines("date,sales", 0, ROWS, (row) => `${day(row)},${sales(row)}`);
const later = lines("date,promo", 0, ROWS + 7, (row) => `${day(row)},${promo(row)}`);

const quick = ["--target", "sales", "--horizon", "5", "--lookback", "14", "--hidden", "4", "--epochs", "2", "--quiet"];
const files = { "whole.csv": whole(7), "past.csv": past, "later.csv": later, "short.csv": whole(3) };

const forecastOf = (place: Workplace, run: string): string => readFileSync(place.file(run, "forecast.csv"), "utf8");
const modelOf = (place: Workplace, run: string): string => readFileSync(place.file(run, "model.safetensors"), "base64");

test("one file or two, forecast and predict: the same rows ahead give the same numbers, and the output says what is known", async () => {
  const place = new Workplace(files);
  const ask = [...quick, "--future", "promo", "--calendar", "weekday"];
  const one = await place.here("forecast", "whole.csv", ...ask, "--out", "one");
  expect([one.code, one.stderr]).toEqual([0, ""]);
  expect(one.stdout).toContain("ahead     promo; weekday of the clock");
  const two = await place.here("forecast", "past.csv", ...ask, "--future-file", "later.csv", "--out", "two");
  expect([two.code, two.stderr]).toEqual([0, ""]);
  expect(two.stdout).toContain("7 rows behind the last come from later.csv");
  expect(forecastOf(place, "two")).toBe(forecastOf(place, "one"));
  expect(modelOf(place, "two")).toBe(modelOf(place, "one"));
  const report = readFileSync(place.file("one", "report.html"), "utf8");
  expect(report).toContain("Of the rows that it forecasts it knows promo; weekday of the clock.");
  const model = "one/model.safetensors";
  const again = await place.here("predict", model, "whole.csv", "--json");
  const second = await place.here("predict", model, "past.csv", "--future-file", "later.csv", "--json");
  const values = (text: string) => JSON.parse(text).forecast.map((row: { value: number }) => row.value);
  expect(values(second.stdout)).toEqual(values(again.stdout));
  const kept = forecastOf(place, "one")
    .split("\n")
    .slice(1, -1)
    .map((line) => Number(line.split(",")[1]));
  expect(values(again.stdout)).toEqual(kept);
  expect(JSON.parse(again.stdout).model.ahead).toEqual({ future: ["promo"], calendar: ["weekday"], holidays: 0 });
  const shown = await place.here("predict", model, "whole.csv");
  expect(shown.stdout).toContain("ahead     promo; weekday of the clock");
  const short = await place.here("predict", model, "past.csv");
  expect([short.code, short.stdout]).toEqual([2, ""]);
  expect(short.stderr).toContain('there is no column "promo"');
});

test("rows to fill in stand below the line, and in JSON in a field of their own", async () => {
  const place = new Workplace(files);
  const ask = ["forecast", "short.csv", ...quick, "--future", "promo"];
  const { code, stdout, stderr } = await place.here(...ask);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toBe(
    `recurra: short.csv: a forecast of 5 rows needs "promo" for ${day(120)} to ${day(124)}; given are 3 rows, ${day(120)} to ${day(122)}; 2 rows are missing at the end. ` +
      `Add these 2 rows and fill in what is empty, or leave out of --future what is not known ahead.\ndate,promo\n${day(123)},\n${day(124)},\n`,
  );
  const { stderr: json } = await place.here(...ask, "--json");
  expect(errorOf(json)).toMatchObject({ code: "AHEAD_ROWS", table: `date,promo\n${day(123)},\n${day(124)},` });
});

test("holidays of a country are its public holidays in the years of the rows and some after", async () => {
  const place = new Workplace(files);
  const ask = ["forecast", "past.csv", ...quick, "--model", "linear"];
  const { code, stdout } = await place.here(...ask, "--holidays", "de-by,2023-02-20", "--out", "run");
  expect(code).toBe(0);
  expect(stdout).toMatch(/ahead {5}\d+ holidays/);
  const { settings } = JSON.parse(readFileSync(place.file("run", "run.json"), "utf8"));
  // New Year, Epiphany, Good Friday, Easter Monday, 1 May; and the day that was named.
  for (const one of [
    "2023-01-01",
    "2023-01-06",
    "2023-02-20",
    "2023-04-07",
    "2023-04-10",
    "2023-05-01",
    "2028-01-06",
  ]) {
    expect(settings.holidays).toContain(one);
  }
  expect(settings.holidays).not.toContain("2023-03-08");
  const refused: [string, string][] = [
    [
      "XX",
      'recurra: --holidays names "XX", which is neither a day such as 2024-12-25 nor a country such as US or a part of one such as DE-BY. Take one of ',
    ],
    ["DE-XX", 'recurra: --holidays names "DE-XX", which is neither a day such as 2024-12-25 nor a country'],
    ["Christmas", 'recurra: --holidays names "Christmas", which is neither a day such as 2024-12-25 nor a country'],
    ["2023-02-31", 'recurra: --holidays names "2023-02-31", which is no day. Correct it.\n'],
    [
      "2022-12-25",
      "recurra: date: --holidays has days of 2022, but 2023-01-01 is a row too. Add the holidays of 2023.\n",
    ],
  ];
  for (const [days, said] of refused) {
    const wrong = await place.here(...ask, "--holidays", days);
    expect([wrong.code, wrong.stderr.slice(0, said.length)]).toEqual([2, said]);
  }
});

test.each<[string, string[], string]>([
  [
    "a second file without columns",
    ["past.csv", "--future-file", "later.csv"],
    "--future-file is given, but no column is named that is known ahead. Name them with --future COLUMNS.",
  ],
  [
    "a second file that is none",
    ["past.csv", "--future", "promo", "--future-file", "none.csv"],
    "none.csv: no such file. Check the path; it is relative to the current folder.",
  ],
  [
    "a second file whose times are of another kind",
    ["past.csv", "--future", "promo", "--future-file", "months.csv"],
    "months.csv: its times are each a month, but those of past.csv are each a date. Write the times of both alike.",
  ],
  [
    "a second file with the rows ahead alone",
    ["past.csv", "--future", "promo", "--future-file", "ahead.csv"],
    `past.csv: "promo" has no value in the 120 rows up to ${day(119)}, and a model learns from these. Add it to the past rows too, or leave it out of --future.`,
  ],
  [
    "a column that neither file has",
    ["past.csv", "--future", "promos", "--future-file", "later.csv"],
    'past.csv: there is no column "promos". Nearest: "promo".',
  ],
  [
    "the target",
    ["whole.csv", "--future", "sales"],
    '--future names "sales", which is to be forecast and so not known ahead. Leave it out of --future, or choose another target.',
  ],
  [
    "an input too",
    ["whole.csv", "--inputs", "sales,promo", "--future", "promo"],
    '"promo" stands in --inputs, read up to the last row, and in --future. A column that is known ahead is read of the past rows too. Leave it out of --inputs, or leave it out of --future if it is not known ahead.',
  ],
  [
    "the hour of days",
    ["past.csv", "--calendar", "hour"],
    "date: --calendar hour cannot be told from times that are each a date. Use --calendar weekday,month,dayOfYear.",
  ],
  [
    "the calendar of rows without times",
    ["past.csv", "--calendar", "auto", "--no-time"],
    "row: the rows have numbers and no times, and --calendar is made from times. Name the column of times with --time COLUMN, or leave --calendar out.",
  ],
])("refused in one line: %s", async (_, args, said) => {
  const months = lines("month,promo", 1, 13, (month) => `2024-${String(month).padStart(2, "0")},1`);
  const ahead = lines("date,promo", ROWS, ROWS + 7, (row) => `${day(row)},${promo(row)}`);
  const place = new Workplace({ ...files, "months.csv": months, "ahead.csv": ahead });
  const { code, stdout, stderr } = await place.here("forecast", ...args, ...quick);
  expect([code, stdout, stderr]).toEqual([2, "", `recurra: ${said}\n`]);
});

test("a killed run goes on to the same bytes, and not with other rows ahead", async () => {
  const place = new Workplace(files);
  const ask = [...quick, "--future", "promo", "--future-file", "later.csv", "--holidays", "US", "--checkpoint", "0"];
  await place.here("forecast", "past.csv", ...ask, "--out", "whole");
  for (const run of ["run", "other"]) {
    expect(await killed(place, { kind: "batch", at: 5 }, "forecast", "past.csv", ...ask, "--out", run)).toBe(true);
  }
  const { code } = await place.here("forecast", "--resume", "run", "--quiet");
  expect(code).toBe(0);
  expect(readRun(place.file("run"))).toMatchObject({ status: "done", resumed: 1 });
  expect([modelOf(place, "run"), forecastOf(place, "run")]).toEqual([
    modelOf(place, "whole"),
    forecastOf(place, "whole"),
  ]);
  place.write("later.csv", later.replace(`${day(121)},${promo(121)}`, `${day(121)},${1 - promo(121)}`));
  const other = await place.here("forecast", "--resume", "other", "--quiet");
  expect([other.code, other.stderr]).toEqual([
    2,
    `recurra: ${place.file("later.csv")}: not the rows ahead that this run began with. Start a new run on it, or if the old file is kept, put it back.\n`,
  ]);
});

test("inspect proposes columns that go on behind the target, with a line that runs, and says what a model knows ahead", async () => {
  const place = new Workplace(files);
  const { stdout } = await place.here("inspect", "whole.csv");
  expect(stdout).toContain("  recurra forecast whole.csv --target sales --horizon 7 --future promo\n");
  expect(stdout).toContain(
    'The last 7 rows have no "sales": what stands there in other columns is taken as known ahead.',
  );
  const { result } = { result: JSON.parse((await place.here("inspect", "whole.csv", "--json")).stdout) };
  const small = ["--model", "linear", "--quiet", "--out", "run"];
  const { code } = await place.here(
    "forecast",
    "whole.csv",
    ...result.proposal.options,
    ...small,
    "--calendar",
    "auto",
  );
  expect(code).toBe(0);
  const model = await place.here("inspect", "run/model.safetensors");
  expect(model.stdout).toMatch(/^ahead +promo; weekday of the clock$/m);
  // Fewer rows than a forecast takes are holes.
  const { stdout: few } = await place.here("inspect", "short.csv");
  expect(few).not.toContain("--future");
});

const skies = ["rain", "snow", "sun"];
const sky = (row: number): string => (row === 115 || row === 122 ? "hail" : skies[((row * 5) % 17) % 3]);
const weather = (ahead: number): string =>
  lines("date,sales,sky,shop", 0, ROWS + ahead, (row) => {
    const value = sales(row) - 30 * promo(row) + 20 * skies.indexOf(sky(row));
    return `${day(row)},${row < ROWS ? value : ""},${sky(row)},A`;
  });

test("words are marks of their own, by one file or two; those that a fit has not seen are counted, in forecast and predict", async () => {
  const text = weather(7);
  const cut = (column: number) =>
    text
      .split("\n")
      .filter((_, at) => column === 2 || at <= ROWS)
      .map((line) => [line.split(",")[0], line.split(",")[column]].join(","))
      .join("\n");
  const place = new Workplace({ "sky.csv": text, "sales.csv": cut(1), "skies.csv": cut(2) });
  const ask = [...quick, "--model", "linear", "--future", "sky", "--categories", "sky"];
  const { code, stdout } = await place.here("forecast", "sky.csv", ...ask, "--out", "run");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ahead +sky$/m);
  const said = stdout.replace(/\n +/g, " ");
  const none = 'which the fit has not seen: it counts as none of "rain", "snow", "sun"';
  expect(said).toContain(`"sky" is "hail" in 1 row, ${none}`);
  expect(said).toContain(`"sky" is "hail" in 1 row ahead, ${none}`);
  expect((await place.here("forecast", "sales.csv", ...ask, "--future-file", "skies.csv", "--out", "two")).code).toBe(
    0,
  );
  expect(forecastOf(place, "two")).toBe(forecastOf(place, "run"));
  const predicted = await place.here("predict", "run/model.safetensors", "sky.csv", "--json");
  const { forecast, data } = JSON.parse(predicted.stdout);
  const kept = forecastOf(place, "run").split("\n").slice(1, -1);
  expect(forecast.map((row: { value: number }) => row.value)).toEqual(kept.map((line) => Number(line.split(",")[1])));
  expect(data.findings.filter((one: { kind: string }) => one.kind === "unseen")).toHaveLength(2);
  // A file that lacks a word of the model reads it as 0.
  const calm = text.replaceAll("snow", "sun");
  place.write("calm.csv", calm);
  expect((await place.here("predict", "run/model.safetensors", "calm.csv")).code).toBe(0);
});

test.each<[string, string[], string]>([
  ["words that are not said to be such", ["--future", "sky"], 'sky.csv: column "sky" holds text: "'],
  [
    "a column that is the same in all rows",
    ["--future", "shop", "--categories", "shop"],
    'sky.csv: column "shop" is "A" in all rows that a fit learns from, so it tells nothing. Leave it out.',
  ],
  [
    "words that nothing reads",
    ["--categories", "sky"],
    '--categories names "sky", which stands in neither --inputs nor --future. Add it to --inputs, or to --future where it is known ahead.',
  ],
  [
    "too many words",
    ["--future", "date2", "--categories", "date2"],
    'many.csv: column "date2" has more than 100 different words. Leave it out of --categories.',
  ],
])("words are refused in one line: %s", async (_, args, said) => {
  const many = lines(
    "date,sales,date2",
    0,
    ROWS + 7,
    (row) => `${day(row)},${row < ROWS ? sales(row) : ""},word ${row}`,
  );
  const place = new Workplace({ "sky.csv": weather(7), "many.csv": many });
  const file = said.startsWith("many") ? "many.csv" : "sky.csv";
  const { code, stdout, stderr } = await place.here("forecast", file, ...quick, ...args);
  expect([code, stdout, stderr.slice(0, "recurra: ".length + said.length)]).toEqual([2, "", `recurra: ${said}`]);
  if (args.length === 2)
    expect(stderr).toContain(args[0] === "--future" ? "as marks with --categories sky" : "--future");
  expect(stderr.endsWith("\n") && stderr.split("\n").length === 2).toBe(true);
});
