// `recurra predict` on a model file alone, as a child process.

import { mkdirSync, readFileSync } from "node:fs";
import { writeSafetensors } from "recurra/model";
import { beforeAll, describe, expect, test } from "vitest";
import { daily, dailyLines, day, quick, value, Workplace } from "../command.fixture.ts";
import { type FittedModel, fittedModel } from "../model.fixture.ts";
import type { PredictResult } from "./predict-result.ts";
import { predictText } from "./predict-text.ts";

let fitted: FittedModel;

beforeAll(async () => {
  fitted = await fittedModel();
});

function workplace(files: Record<string, string | Uint8Array> = {}): Workplace {
  return new Workplace({ "model.safetensors": fitted.bytes, "data.csv": daily(60), ...files });
}

async function json(place: Workplace, ...args: string[]): Promise<PredictResult> {
  const { code, stdout, stderr } = await place.here("predict", ...args, "--json");
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout) as PredictResult;
}

test("the next rows are those that the fitted forecaster says, with its intervals, to the last digit", async () => {
  const result = await json(workplace(), "model.safetensors", "data.csv");
  const wanted = fitted.forecast(60).map(({ time, value, lower, upper }) => ({
    time,
    value,
    lower,
    upper,
    actual: null,
    seenByFit: false,
  }));
  expect(wanted[0].lower).toBeLessThan(wanted[0].value);
  expect(result.forecast).toEqual(wanted);
  expect(result.forecast.map(({ time }) => time)).toEqual([day(60), day(61)]);
  expect(result).toMatchObject({
    format: "recurra-predict/1",
    target: "Value",
    model: { cell: "LSTM", hiddenSize: 4, inputs: ["Value"], lookback: 4, horizon: 2, seed: 3, training: { rows: 60 } },
    data: { file: "data.csv", rows: 60, from: day(0), to: day(59), step: "1 day" },
    asOf: null,
    level: 0.9,
    errors: null,
    files: {},
  });
});

test("the text says on what the model was fitted and gives the forecast as a table; nothing is written", async () => {
  const place = workplace();
  const { code, stdout } = await place.here("predict", "model.safetensors", "data.csv");
  expect(code).toBe(0);
  const lines = stdout.split("\n");
  expect(lines.slice(1, 7)).toEqual([
    "Value, 2 rows ahead",
    "",
    "model     LSTM of 4 units, lookback 4",
    `fitted on 60 rows, 2024-01-01 to ${day(59)}, step: 1 day; 2 epochs`,
    "backtest  none in the file: how it scores is not known",
    `data      data.csv: 60 rows, 2024-01-01 to ${day(59)}, step: 1 day`,
  ]);
  expect(lines[8]).toMatch(/^time +forecast +90% from +to$/);
  expect(lines[9]).toMatch(new RegExp(`^${day(60)}( +\\d+\\.\\d+){3}$`));
  expect(stdout).not.toContain("seen by the fit");
  expect(place.list()).toEqual(["data.csv", "model.safetensors"]);
});

test("the model of a run forecasts what the run forecast, and tells how it scored beside naive methods there", async () => {
  const place = workplace();
  expect((await place.here("forecast", "data.csv", ...quick, "--out", "run")).code).toBe(0);
  const again = await place.here("predict", "run/model.safetensors", "data.csv", "--out", "again.csv");
  expect(again.code).toBe(0);
  const { scores, verdict } = JSON.parse(readFileSync(place.file("run", "run.json"), "utf8"));
  const told = again.stdout.split("\n").find((line) => line.startsWith("backtest"));
  expect(told).toContain(`backtest  ${verdict.headline}: MAE `);
  const json = await place.here("predict", "run/model.safetensors", "data.csv", "--json");
  const { backtest } = JSON.parse(json.stdout).model;
  expect([...backtest.scores, ...backtest.simple]).toEqual(scores);
  expect(readFileSync(place.file("again.csv"), "utf8")).toBe(readFileSync(place.file("run", "forecast.csv"), "utf8"));
});

test("newer rows, other columns beside, another order of columns and no time column are no hindrance", async () => {
  const rows = Array.from({ length: 90 }, (_, n) => `text,${value(n)},${day(n)}`);
  const place = workplace({
    "wide.csv": ["Note,Value,When", ...rows].join("\n"),
    "plain.csv": ["Value", ...Array.from({ length: 9 }, (_, n) => value(n))].join("\n"),
  });
  const wide = await json(place, "model.safetensors", "wide.csv");
  expect(wide.forecast.map(({ time }) => time)).toEqual([day(90), day(91)]);
  const plain = await json(place, "model.safetensors", "plain.csv");
  expect(plain.forecast.map(({ time }) => time)).toEqual(["10", "11"]);
  const { stdout } = await place.here("predict", "model.safetensors", "plain.csv");
  expect(stdout).toContain("whether its rows have the step of the fit cannot be told");
});

test("--horizon goes on past the model's own, and says which rows are made from forecasts", async () => {
  const place = workplace();
  const args = ["model.safetensors", "data.csv", "--horizon", "5"];
  const result = await json(place, ...args, "--out", "next.csv");
  expect(result.forecast.map(({ beyond = false }) => beyond)).toEqual([false, false, true, true, true]);
  const [first, second] = fitted.forecast(60);
  expect(result.forecast.slice(0, 2)).toMatchObject([first, second]);
  const [head, ...lines] = readFileSync(place.file("next.csv"), "utf8").trim().split("\n");
  expect(head).toBe("time,value,lower,upper,beyond");
  expect(lines.map((line) => line.split(",").at(-1))).toEqual(["false", "false", "true", "true", "true"]);
  const { stdout } = await place.here("predict", ...args);
  expect(stdout.replaceAll("\n", " ")).toContain(
    `The model forecasts 2 rows. The 3 rows from ${day(62)} on are made from its own forecasts, in blocks of 2.`,
  );
  expect(stdout.match(/ forecasts\n/g)).toHaveLength(3);
  const wrong = await place.here("predict", "model.safetensors", "data.csv", "--horizon", "0");
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain("--horizon");
});

describe("--from", () => {
  test("forecasts as of an earlier row, with the true values beside, marked as seen by the fit", async () => {
    const place = workplace();
    const args = ["model.safetensors", "data.csv", "--from", day(50)];
    const result = await json(place, ...args, "--out", "past.csv");
    const [first, second] = fitted.forecast(50);
    expect(result.asOf).toBe(day(49));
    expect(result.forecast).toEqual([
      { ...first, time: day(50), actual: value(50), seenByFit: true },
      { ...second, time: day(51), actual: value(51), seenByFit: true },
    ]);
    const errors = [first.value - value(50), second.value - value(51)].map(Math.abs);
    expect(result.errors?.mae).toBeCloseTo((errors[0] + errors[1]) / 2, 12);
    const still = [value(49) - value(50), value(49) - value(51)].map(Math.abs);
    expect(result.errors?.lastValueMae).toBeCloseTo((still[0] + still[1]) / 2, 12);
    const { stdout } = await place.here("predict", ...args);
    expect(stdout).toContain(`as of     ${day(49)}`);
    expect(stdout).toMatch(/true value +error +seen by the fit\n.* yes\n.* yes\n/);
    expect(stdout.replaceAll("\n", " ")).toContain("on which the model was fitted: it has seen these values");
    const csv = readFileSync(place.file("past.csv"), "utf8").split("\n");
    expect(csv[0]).toBe("time,value,lower,upper,actual,seen_by_fit");
    expect(csv[1]).toBe([day(50), first.value, first.lower, first.upper, value(50), "true"].join(","));
  });

  test("rows after the fit are not marked, the rows after the file have no true value, and later cells are not read", async () => {
    const lines = dailyLines(90);
    const place = workplace({
      "longer.csv": lines.join("\n"),
      "other.csv": lines.map((line, n) => (n > 89 ? `${day(n - 1)},999` : line)).join("\n"),
    });
    const { forecast } = await json(place, "model.safetensors", "longer.csv", "--from", day(89));
    expect(forecast.map(({ time, actual, seenByFit }) => [time, actual, seenByFit])).toEqual([
      [day(89), value(89), false],
      [day(90), null, false],
    ]);
    const other = await json(place, "model.safetensors", "other.csv", "--from", day(89));
    expect(other.forecast.map((row) => row.value)).toEqual(forecast.map((row) => row.value));
    expect(other.forecast[0].actual).toBe(999);
    const { stdout } = await place.here("predict", "model.safetensors", "longer.csv", "--from", day(89));
    expect(stdout).not.toContain("has seen these values");
  });
});

describe("bad input is one line with the exit code 2, and writes nothing", () => {
  const hours = (rows: number): string => {
    const time = (n: number): string => new Date(Date.UTC(2024, 0, 1, n)).toISOString().slice(0, 16).replace("T", " ");
    return ["Time,Value", ...Array.from({ length: rows }, (_, n) => `${time(n)},${value(n)}`)].join("\n");
  };
  const foreign = writeSafetensors({ "lstm.weight_ih_l0": { shape: [4, 1], data: new Float32Array(4) } });
  const cut = (length: number): Uint8Array => fitted.bytes.slice(0, length);

  interface Case {
    readonly title: string;
    readonly args?: readonly string[];
    readonly model?: () => string | Uint8Array;
    readonly data?: () => string | Uint8Array;
    readonly message: string | RegExp;
  }

  const cases: Case[] = [
    {
      title: "a CSV in place of the model",
      args: ["data.csv", "model.safetensors"],
      message: "data.csv: this is a text file, not a model. The model comes first, then the data",
    },
    {
      title: "a model in place of the CSV",
      args: ["model.safetensors", "model.safetensors"],
      message: "model.safetensors: this is a model, not a CSV. The data come after the model",
    },
    { title: "no such model", args: ["modell.st", "data.csv"], message: "modell.st: no such file." },
    { title: "no such data", args: ["model.safetensors", "date.csv"], message: "date.csv: no such file." },
    {
      title: "a run folder in place of its model",
      args: ["run", "data.csv"],
      message: /run: this is a folder\. Its model is run.model\.safetensors\./,
    },
    { title: "a folder without a model", args: ["empty", "data.csv"], message: "empty: this is a folder." },
    { title: "an empty model", model: () => "", message: "model.safetensors: not a safetensors file: it has 0 bytes" },
    { title: "a model cut within its header", model: () => cut(100), message: /model\.safetensors: .*only 92 follow/ },
    {
      title: "a model cut within its numbers",
      model: () => cut(fitted.bytes.length - 4),
      message: /^recurra: model\.safetensors: /,
    },
    {
      title: "a file of torch.save",
      model: () => Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 8, 8, 0, 0),
      message: "this is a zip archive, as torch.save and spreadsheets write it. Save a network of PyTorch with",
    },
    {
      title: "a network of another program",
      model: () => foreign,
      message: "model.safetensors: this file of 1 tensor does not say what network it holds; another program wrote it.",
    },
    {
      title: "a column that is not there",
      data: () => daily(60).replace("Value", "Valeu"),
      message: /data\.csv: there is no column "Value"\. .*"Valeu".* The model forecasts "Value" and reads "Value"\./,
    },
    {
      title: "too few rows",
      data: () => daily(3),
      message: "data.csv: the model looks back on 4 rows, but there are 3. Give a longer series.",
    },
    {
      title: "a missing cell that the forecast reads",
      data: () =>
        dailyLines(60)
          .with(59, `${day(58)},`)
          .join("\n"),
      message: /data\.csv: column "Value" has 1 missing cell.*row 59 \(line 60\).*--repair drop/,
    },
    {
      title: "rows of another step",
      data: () => hours(60),
      message:
        "data.csv: its rows have the step: 1 hour, but the model was fitted on rows with the step: 1 day. A forecast goes by rows, so it would be of another thing. Give rows of the model's step, or fit a model on these, or add --any-step if it is the same thing.",
    },
    {
      title: "a --from after the last row",
      args: ["model.safetensors", "data.csv", "--from", "2030-01-01"],
      message: "data.csv: --from 2030-01-01: there is no row at that time or later. The series has 60 rows",
    },
    {
      title: "a --from with too few rows before it",
      args: ["model.safetensors", "data.csv", "--from", day(3)],
      message: `data.csv: the model looks back on 4 rows, but before ${day(3)} there are 3.`,
    },
    {
      title: "a --from that is no time",
      args: ["model.safetensors", "data.csv", "--from", "soon"],
      message: '--from soon: "soon" is not read as a time. The series has 60 rows',
    },
    {
      title: "an --out that is the data",
      args: ["model.safetensors", "data.csv", "--out", "./data.csv"],
      message: "--out ./data.csv: this is the file to read. Name another one to write.",
    },
    {
      title: "an --out in a folder that is not there",
      args: ["model.safetensors", "data.csv", "--out", "far/next.csv"],
      message: "--out far/next.csv: there is no folder far.",
    },
    {
      title: "an unknown repair",
      args: ["model.safetensors", "data.csv", "--repair", "guess"],
      message: '--repair must be one of "drop", "forward-fill", "linear", but it is "guess".',
    },
  ];

  test.each(cases)("$title", async ({ args = ["model.safetensors", "data.csv"], model, data, message }) => {
    const place = workplace();
    if (model) place.write("model.safetensors", model());
    if (data) place.write("data.csv", data());
    mkdirSync(place.file("empty"));
    mkdirSync(place.file("run"));
    place.write("run/model.safetensors", fitted.bytes);
    const before = readFileSync(place.file("data.csv"));
    const out = args.includes("--out") ? [] : ["--out", "next.csv"];
    const { code, stdout, stderr } = await place.here("predict", ...args, ...out);
    expect(stderr).toMatch(/^recurra: .+\n$/);
    if (typeof message === "string") expect(stderr).toContain(message);
    else expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(place.list()).toEqual(["data.csv", "empty", "model.safetensors", "run"]);
    expect(readFileSync(place.file("data.csv"))).toEqual(before);
  });

  test("another step is accepted with --any-step, and where few rows do not show it", async () => {
    const place = workplace({ "hours.csv": hours(60), "few.csv": `Date,Value\n${day(0)},1\n${day(7)},2\n` });
    const { forecast } = await json(place, "model.safetensors", "hours.csv", "--any-step");
    expect(forecast[0].time).toBe("2024-01-03 12:00");
    // Too few for the lookback, which is what is said.
    const { stderr } = await place.here("predict", "model.safetensors", "few.csv");
    expect(stderr).toContain("looks back on 4 rows, but there are 2");
  });

  test("a missing cell that the forecast does not read is no hindrance", async () => {
    const place = workplace({
      "hole.csv": dailyLines(60)
        .with(9, `${day(8)},`)
        .join("\n"),
    });
    const { forecast } = await json(place, "model.safetensors", "hole.csv");
    expect(forecast.map((row) => row.value)).toEqual(fitted.forecast(60).map((row) => row.value));
  });
});

test("a model whose fit had too few rows for intervals says so", async () => {
  const place = workplace({ "short.csv": daily(16) });
  expect((await place.here("forecast", "short.csv", ...quick, "--out", "run")).code).toBe(0);
  const { code, stdout } = await place.here("predict", "run/model.safetensors", "short.csv");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^time +forecast$/m);
  expect(stdout).toMatch(/^There are no intervals\. Too few windows/m);
});

test("what forecasts stay within, and coverage more than ten points off, are said", async () => {
  const place = workplace();
  expect((await place.here("forecast", "data.csv", ...quick, "--max", "40", "--out", "run")).code).toBe(0);
  const result = await json(place, "run/model.safetensors", "data.csv");
  expect(result.model.bounds).toEqual({ max: 40 });
  expect(result.forecast.every(({ value, upper }) => value === 40 && upper === 40)).toBe(true);
  const { model } = result;
  const backtest = model.backtest && { ...model.backtest, coverage: { level: 0.9, measured: 0.713 } };
  const text = predictText({ ...result, model: { ...model, backtest } }, 100);
  expect(text).toMatch(/^bounds +at or below 40$/m);
  expect(text).toContain("In its backtest: The 90% intervals held 71.3%: take them as too narrow.\n");
});

test("an --out that the disk refuses is one line with the exit code 1, and the earlier file stays", async () => {
  const place = workplace();
  mkdirSync(place.file("closed"));
  place.write("closed/next.csv", "earlier\n");
  // Root may write anywhere, so the temporary file's name is taken by a folder.
  const { child, outcome } = place.start("predict", "model.safetensors", "data.csv", "--out", "closed/next.csv");
  mkdirSync(place.file("closed", `.next.csv.${child.pid}.tmp`));
  const { code, stderr, stdout } = await outcome;
  expect(stderr).toMatch(/^recurra: closed\/next\.csv: cannot be written: .* name another file with --out\.\n$/);
  expect([code, stdout]).toEqual([1, ""]);
  expect(readFileSync(place.file("closed", "next.csv"), "utf8")).toBe("earlier\n");
});
