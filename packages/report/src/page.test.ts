import { parseHTML } from "linkedom";
import { backtest, Series } from "recurra";
import { Generator } from "recurra/core";
import { intervalAround, type WindowForecaster } from "recurra/evaluation";
import { historyOf, plainBacktest, rowSpan } from "recurra/experiment";
import { expect, test } from "vitest";
import { toJson } from "./data/json.ts";
import type { ForecastResult } from "./data/result.ts";
import { forecastReport } from "./page.ts";

interface Case {
  target?: string;
  file?: string;
  horizon?: number;
  from?: number;
  dated?: boolean;
  level?: number | readonly number[];
}

/** The result of a model that forecasts a random walk by its last value with some noise. */
async function example({
  target = "Close",
  file = "walk.csv",
  horizon = 5,
  from = 120,
  dated = true,
  level,
}: Case = {}) {
  const random = new Generator(2).stream("walk");
  const length = 200;
  let value = 100;
  const values = Array.from({ length }, (_, i) => {
    value += random.normal(i);
    return value;
  });
  const times = Array.from({ length }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10));
  const series = Series.fromColumns({ [target]: values }, dated ? { times, name: file } : { name: file });
  const guess = (origin: number, step: number): number => values[origin - 1] + random.normal(1000 + origin + step);
  const model: WindowForecaster = {
    name: "LSTM",
    target,
    lookback: 10,
    horizon,
    predictAt: (_, origins) =>
      Float64Array.from({ length: origins.length * horizon }, (_, at) =>
        guess(origins[Math.floor(at / horizon)], at % horizon),
      ),
  };
  const report = await backtest(model, series, { from, ...(level !== undefined && { level }) });
  const result: ForecastResult = {
    format: "recurra-forecast/1",
    status: "done",
    target,
    verdict: report.verdict,
    forecast: series.times.next(horizon).map((time, step) => ({
      time: series.times.format(time),
      value: guess(length, step),
      ...intervalAround(guess(length, step), step, value, report.intervals),
    })),
    data: {
      file,
      ...rowSpan(series),
      clock: series.times.kind === "row" ? "row" : "date",
      step: series.times.step,
      inputs: [target],
      seasons: [],
      findings: [],
      notes: ["newest row first: turned round"],
    },
    backtest: plainBacktest(report, series),
    training: {
      fitted: rowSpan(series, 0, 90),
      validation: rowSpan(series, 90, from),
      loss: "huber",
      bestEpoch: 2,
      epochs: [0.9, 0.5, 0.6].map((loss, i) => ({
        epoch: i + 1,
        trainLoss: loss,
        validationLoss: loss + 0.1,
        gradientNorm: 1,
        seconds: 0.5,
        best: i === 1,
        learningRate: 0.001,
      })),
      refit: { ...rowSpan(series), epochs: 2, seconds: 1.25 },
    },
    history: historyOf(series, target),
    settings: { horizon, hiddenSize: 32, learningRate: 0.001, seed: 7, mode: "strict", inputs: [target] },
    files: { report: "runs/one/report.html" },
    versions: { recurra: "0.1.0" },
  };
  return result;
}

function read(page: string): Document {
  return parseHTML(page).document as unknown as Document;
}

function text(page: string): string {
  const body = read(page).querySelector("main")?.textContent ?? "";
  return body.replace(/\s+/g, " ");
}

test("the verdict stands before everything else, in words that need no colour", async () => {
  const result = await example();
  const main = text(forecastReport(result));
  expect(main).toMatch(/^ Forecast of Close 5 rows ahead \(2024-07-19 to 2024-07-23\), from the 200 rows of walk\.csv/);
  expect(main).toContain(result.verdict.headline);
  expect(main.indexOf(result.verdict.sentence)).toBeGreaterThan(0);
  expect(main.indexOf(result.verdict.sentence)).toBeLessThan(main.indexOf("last known"));
});

test("every forecast row stands in the table with its interval", async () => {
  const result = await example();
  const rows = Array.from(read(forecastReport(result)).querySelectorAll(".forecast tbody tr"));
  expect(rows).toHaveLength(6);
  const { time, value, lower, upper } = result.forecast[4];
  const cells = [value, lower ?? 0, upper ?? 0].map((number) => number.toFixed(3));
  expect(rows[5].textContent).toBe([time, ...cells].join(""));
});

test("several levels stand in the table, in the chart as bands upon one another, and with what they held", async () => {
  const result = await example({ level: [0.8, 0.95] });
  const page = read(forecastReport(result));
  const heads = Array.from(page.querySelectorAll(".forecast thead th"), (head) => head.textContent);
  expect(heads.slice(2)).toEqual(["80% interval from", "to", "95% interval from", "to"]);
  const cells = Array.from(page.querySelectorAll(".forecast tbody:last-of-type tr:last-child td"), (cell) =>
    Number(cell.textContent),
  );
  expect(cells).toHaveLength(5);
  const [value, low, high, lower, upper] = cells;
  expect(lower < low && low < value && value < high && high < upper).toBe(true);
  const [figure] = Array.from(page.querySelectorAll("figure"));
  const legend = Array.from(figure.querySelectorAll("li"), (item) => [
    item.textContent?.trim(),
    item.querySelectorAll("rect").length,
  ]);
  expect(legend.filter(([, layers]) => layers !== 0)).toEqual([
    ["80% interval", 2],
    ["95% interval", 1],
  ]);
  const { further = [], measured, width = 0 } = result.backtest.coverage;
  expect(text(forecastReport(result))).toContain(`Those of 95% held ${(100 * further[0].measured).toFixed(1)}%.`);
  expect(further[0].measured).toBeGreaterThan(measured ?? 1);
  expect(text(forecastReport(result))).toContain(`The 80% intervals were ${width.toPrecision(4)} wide on average`);
});

/** The rows of methods in the table of scores. */
function methods(page: Document): Element[] {
  return Array.from(page.querySelectorAll(".scores tbody tr:not(.group)"));
}

test("the model's errors stand beside those of every rival, the best of each column in bold", async () => {
  const { backtest } = await example();
  const rows = methods(read(forecastReport(await example())));
  const [model, ...rivals] = backtest.scores;
  rivals.sort((a, b) => a.mae - b.mae);
  const seen = [model, ...rivals.slice(0, 3)];
  const rest = (["naive", "simple"] as const).flatMap((kind) => rivals.slice(3).filter((rival) => rival.kind === kind));
  const shown = [...seen, ...rest];
  const named = shown.map(({ name, kind }) => (kind === "model" ? name : `${name} ${kind}`));
  expect(rows.map((row) => row.querySelector("th")?.textContent)).toEqual(named);
  const bold = rows.map((row) => row.querySelectorAll("td")[0].querySelector("strong") !== null);
  const errors = shown.map(({ mae }) => mae.toFixed(4));
  const least = errors.toSorted((a, b) => Number(a) - Number(b))[0];
  expect(bold).toEqual(errors.map((error) => error === least));
});

test("errors that read the same are in bold together", async () => {
  const result = await example();
  const [model, ...others] = result.backtest.scores;
  const scores = [model, ...others.map((score) => ({ ...score, mape: (model.mape ?? 0) + 1e-6 }))];
  const page = read(forecastReport({ ...result, backtest: { ...result.backtest, scores } }));
  const cells = methods(page).map((row) => row.querySelectorAll("td")[2]);
  expect(cells).toHaveLength(scores.length);
  expect(cells.every((cell) => cell.querySelector("strong") !== null)).toBe(true);
});

test("measured coverage stands beside the promised level", async () => {
  const result = await example();
  const { measured } = result.backtest.coverage;
  expect(text(forecastReport(result))).toContain(
    `In the backtest such intervals held ${((measured ?? 0) * 100).toFixed(1)}% of the values (90% wanted).`,
  );
  expect(text(forecastReport(result))).toContain(
    `The 90% intervals held ${((measured ?? 0) * 100).toFixed(1)}% of the values in 34 later windows, with widths found on the windows before each, at first 38.`,
  );
});

test("coverage more than ten points off is warned of, and what forecasts keep to is told", async () => {
  const result = await example();
  const coverage = { ...result.backtest.coverage, measured: 0.713 };
  const bounds = { min: 0, max: null, found: true, remarks: ["Forecasts stay at or above 0."] };
  const off = { ...result, backtest: { ...result.backtest, coverage }, bounds };
  const page = read(forecastReport(off));
  expect(page.querySelector(".warning")?.textContent).toBe("The 90% intervals held 71.3%: take them as too narrow.");
  expect(text(forecastReport(off))).toContain("Forecasts stay at or above 0.");
  expect(read(forecastReport(result)).querySelector(".warning")).toBeNull();
});

test("the page tells which model made the scores and which the forecast, and on which rows", async () => {
  const main = text(forecastReport(await example()));
  expect(main).toContain("A model was trained on 90 rows (2024-01-01 to 2024-03-30).");
  expect(main).toContain("The 30 rows (2024-03-31 to 2024-04-29) after them chose epoch 2.");
  expect(main).toContain(
    "Every score on this page comes from that model, on rows from 2024-04-30 to 2024-07-18 that it had not seen.",
  );
  expect(main).toContain("The printed forecast comes from a second model, fitted in the same way on all 200 rows");
  expect(main).toContain("learning rate0.001");
});

test("a run stopped before the second fit says where its forecast comes from", async () => {
  const result = await example();
  const stopped = { ...result, status: "interrupted" as const, training: { ...result.training, refit: null } };
  const main = text(forecastReport(stopped));
  expect(main).toContain("Training was stopped early: the best model so far made these numbers.");
  expect(main).toContain("the printed forecast comes from the scored model");
});

test("where the network of the second fit was not taken, the page says so, with both errors", async () => {
  const result = await example();
  const refit = result.training.refit as NonNullable<typeof result.training.refit>;
  const page = (taken: "refitted" | "scored") => {
    const check = { refitted: 2.5, scored: 1.5, taken };
    return text(forecastReport({ ...result, training: { ...result.training, refit: { ...refit, check } } }));
  };
  expect(page("scored")).toContain(
    "of the forecast is the scored one: fitted on all 200 rows it erred more on the last of them, 2.5 against 1.5.",
  );
  expect(page("refitted")).not.toContain("is the scored one");
});

test("the page asks the network for nothing and runs no script", async () => {
  const page = forecastReport(await example());
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  const outside = /<script|<link|<img|<iframe|\bsrc=|\bhref=|url\(|@import|\son[a-z]+=|https?:/;
  expect(outside.exec(page)?.[0]).toBeUndefined();
});

test("hostile column and file names stay text, in prose, tables and charts", async () => {
  const target = `</text></svg><script>alert("1")</script><b onclick='x'>&amp;`;
  const file = "<img src=x onerror=alert(1)>.csv";
  const page = forecastReport(await example({ target, file }));
  expect(/<(script|img|b )/.exec(page)?.[0]).toBeUndefined();
  const document = read(page);
  expect(document.querySelector("h1")?.textContent).toBe(`Forecast of ${target}`);
  expect(document.querySelectorAll("script, img, b")).toHaveLength(0);
});

test("a name with a character reference in it is shown as it is written", async () => {
  const document = read(forecastReport(await example({ target: "a&lt;b" })));
  const labels = Array.from(document.querySelectorAll("svg text"), (label) => label.textContent);
  expect(labels).toContain("a&lt;b");
  expect(document.querySelector("title")?.textContent).toBe("a&lt;b: forecast with a verdict");
});

test("each chart is drawn for wide and for narrow screens, with a title and a description", async () => {
  const document = read(forecastReport(await example()));
  const figures = Array.from(document.querySelectorAll("figure"));
  expect(figures.map((figure) => figure.querySelector("figcaption")?.textContent)).toEqual([
    "Close: the last rows known and the forecast",
    "Close forecast 1 row ahead, against what came",
    "Close forecast 5 rows ahead, against what came",
    "Mean absolute error by step, in units of Close",
    "Loss by epoch (huber, on normalised values)",
    "Close, and what its rows were used for",
  ]);
  for (const figure of figures) {
    for (const size of ["wide", "narrow"]) {
      const drawing = figure.querySelector(`.${size} [role=img]`);
      expect(drawing?.getAttribute("aria-label")).toContain(`${figure.querySelector("figcaption")?.textContent}. `);
      expect(drawing?.querySelectorAll("svg path").length).toBeGreaterThan(0);
      expect(drawing?.outerHTML.includes("NaN")).toBe(false);
    }
  }
});

test("colours are custom properties with values for light and for dark", async () => {
  const page = forecastReport(await example());
  const used = new Set(Array.from(page.matchAll(/var\((--[a-z-]+)\)/g), (match) => match[1]));
  const [light, dark] = page.split("prefers-color-scheme: dark");
  for (const name of used) {
    if (name === "--tone" || name === "--plot-background") continue;
    expect(light).toContain(`${name}: `);
    expect(dark).toContain(`${name}: `);
  }
});

test("horizon 1 has one chart of forecasts and none by step", async () => {
  const captions = read(forecastReport(await example({ horizon: 1 }))).querySelectorAll("figcaption");
  expect(Array.from(captions, (caption) => caption.textContent)).toEqual([
    "Close: the last rows known and the forecast",
    "Close forecast 1 row ahead, against what came",
    "Loss by epoch (huber, on normalised values)",
    "Close, and what its rows were used for",
  ]);
});

test("with a long horizon the chart comes before the table", async () => {
  const page = forecastReport(await example({ horizon: 20 }));
  expect(page.indexOf("<figure>")).toBeLessThan(page.indexOf('class="scroll forecast"'));
});

test("with too few windows there are no intervals, and the page says what is missing", async () => {
  const main = text(forecastReport(await example({ from: 192 })));
  expect(main).toContain("Too few windows for intervals of 90%: it takes 9 to size them, the backtest has 4.");
  expect(main).toContain("How often the intervals hold was not measured.");
});

test("a series without times is drawn by its row numbers", async () => {
  const page = forecastReport(await example({ dated: false }));
  expect(text(page)).toContain("5 rows ahead (201 to 205)");
  expect(page.includes("NaN")).toBe(false);
});

test("notes and findings of the data check are shown", async () => {
  const result = await example();
  const finding = { kind: "constant", column: "Flag", rows: [0], count: 200, message: "Flag never changes" };
  const main = text(forecastReport({ ...result, data: { ...result.data, findings: [finding] } }));
  expect(main).toContain("newest row first: turned round");
  expect(main).toContain("Flag never changes");
});

test("the JSON document holds what the page shows, with each list of numbers on one line", async () => {
  const result = await example();
  const json = toJson(result);
  expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(result)));
  expect(json).toContain(`"times": ["2024-04-30", "2024-05-01", `);
  expect(json.split("\n").length).toBeLessThan(1000);
});

test("a setting that was not made reads as none", async () => {
  const result = await example();
  const { document } = parseHTML(
    forecastReport({ ...result, settings: { ...result.settings, season: undefined as never } }),
  );
  const terms = [...document.querySelectorAll("dl div")].map((pair) => pair.textContent);
  expect(terms).toContain("seasons setnone");
});

test("settings are said in words, without the names and values of programs", async () => {
  const result = await example();
  const settings = { numLayers: 2, clipNorm: 1, skip: true, sort: false, level: 0.9, test: 0.2 };
  const document = read(forecastReport({ ...result, settings }));
  const terms = Array.from(document.querySelector("dl")!.querySelectorAll("div"), (pair) => pair.textContent);
  expect(terms).toEqual([
    "layers2",
    "largest gradient norm1",
    "skip within the networkyes",
    "rows sorted by timeno",
    "interval level90%",
    "kept for the backtest0.2",
  ]);
});

test("the axis of a single epoch has that epoch alone", async () => {
  const result = await example();
  const { training } = result;
  const document = read(forecastReport({ ...result, training: { ...training, epochs: training.epochs.slice(0, 1) } }));
  const chart = Array.from(document.querySelectorAll("figure")).find((one) => /^Loss/.test(one.textContent!.trim()))!;
  const labels = chart.querySelectorAll('.wide [aria-label="x-axis tick label"] text');
  expect(Array.from(labels, (label) => label.textContent).filter(Boolean)).toEqual(["1"]);
});

test("the chart of the forecast comes before its table", async () => {
  const page = forecastReport(await example());
  expect(page.indexOf("the last rows known and the forecast")).toBeLessThan(page.indexOf("last known</td>"));
});

test("the scores stand right below the verdict, before the forecast", async () => {
  const headings = Array.from(read(forecastReport(await example())).querySelectorAll("h2"), (one) => one.textContent);
  expect(headings).toEqual([
    "How it did on rows it had not seen",
    "Forecast",
    "The backtest",
    "Training",
    "Data",
    "How the numbers were made",
  ]);
});

test("a long forecast shows twelve rows, and the others when they are asked for", async () => {
  const document = read(forecastReport(await example({ horizon: 20 })));
  expect(document.querySelectorAll(".forecast tbody:not(.rest) tr")).toHaveLength(13);
  expect(document.querySelectorAll(".forecast tbody.rest tr")).toHaveLength(8);
  expect(document.querySelector(".forecast + details.more summary")?.textContent).toContain("Show all 20 rows");
});

test("files are named without the folders that they lie in", async () => {
  const result = await example({ file: "/home/ann/secret/walk.csv" });
  const page = forecastReport({ ...result, files: { report: "/home/ann/secret/runs/one/report.html" } });
  expect(text(page)).toContain("from the 200 rows of walk.csv");
  expect(text(page)).toContain("reportreport.html");
  expect(page).not.toContain("secret");
});

test("the time of each fit is told", async () => {
  expect(text(forecastReport(await example()))).toContain(
    "The model of the backtest: 3 epochs in 1.5 s; the weights of epoch 2 were kept. The model of the forecast, on all 200 rows: 2 epochs in 1.3 s.",
  );
  const result = await example();
  const refit = { ...result.training.refit!, epochs: 0 };
  expect(text(forecastReport({ ...result, training: { ...result.training, refit } }))).toContain(
    "The model of the forecast, on all 200 rows, is in closed form: no epoch.",
  );
});

test("what the network had to beat on the validation windows is said and drawn, where that is known", async () => {
  const result = await example();
  const toBeat = { name: "Holt", words: "Holt's linear smoothing", kind: "simple", loss: 0.58, windows: 60 } as const;
  const page = read(forecastReport({ ...result, training: { ...result.training, toBeat } }));
  const section = [...page.querySelectorAll("section")].find(
    (one) => one.querySelector("h2")?.textContent === "Training",
  );
  expect(section?.textContent).toContain(
    "On the 60 validation windows it came to 0.60, and Holt's linear smoothing, the best there without a network, to 0.58.",
  );
  expect(section?.textContent).toContain("to beat: Holt, validation");
  expect(section?.querySelectorAll('svg [stroke-dasharray="8 3 2 3"]').length).toBeGreaterThan(0);
  expect(read(forecastReport(result)).body.textContent).not.toContain("to beat");
});

test("a unit stands at the axes and in the heads of the tables, and nothing in it is markup", async () => {
  const unit = '<b>"MW"';
  const document = read(forecastReport({ ...(await example()), unit }));
  const heads = (table: string) =>
    Array.from(document.querySelectorAll(`${table} th[scope=col]`), (head) => head.textContent);
  expect(heads(".forecast")).toEqual(["time", `Close ${unit}`, `90% interval from ${unit}`, `to ${unit}`]);
  expect(heads(".scores").slice(1, 3)).toEqual([`MAE ${unit}`, `RMSE ${unit}`]);
  const axes = Array.from(document.querySelectorAll('[aria-label="y-axis label"]'), (label) => label.textContent);
  expect(axes.filter((axis) => axis === `Close, ${unit}`)).toHaveLength(8);
  expect(document.querySelectorAll("b")).toHaveLength(0);
});

test("the values of every chart can be read at its points", async () => {
  const result = await example();
  const document = read(forecastReport(result));
  const figures = Array.from(document.querySelectorAll("figure"));
  const counts = figures.map((figure) => figure.querySelectorAll(".read label").length);
  expect(counts).toEqual([65, 76, 76, 5, 3, 200]);
  const [known, forecast] = [59, 64].map((at) => figures[0].querySelectorAll(".read label")[at].textContent);
  expect(known).toBe(`2024-07-18${result.history.values[199].toFixed(3)}`);
  const { value, lower, upper } = result.forecast[4];
  const [middle, low, high] = [value, lower ?? 0, upper ?? 0].map((one) => one.toFixed(3));
  const rival = result.backtest.next.values[4].toFixed(3);
  expect(forecast).toBe(`2024-07-23${middle}${low} to ${high}${rival}`);
});

/** A result with rivals of both kinds, each further from the model than the one before. */
async function rivalled(count: number): Promise<ForecastResult> {
  const result = await example();
  const [model, rival] = result.backtest.scores;
  const rivals = Array.from({ length: count }, (_, at) => ({
    ...rival,
    name: at === 0 ? rival.name : `rival ${at}`,
    kind: at % 2 === 0 ? ("naive" as const) : ("simple" as const),
    mae: rival.mae + at,
  }));
  const backtest = { ...result.backtest, scores: [model, ...rivals.toReversed()] };
  return { ...result, backtest };
}

test("of many rivals the three nearest are seen, and the others by kind when they are asked for", async () => {
  const table = read(forecastReport(await rivalled(8))).querySelector(".scores")!;
  const names = (rows: string) => Array.from(table.querySelectorAll(`${rows} th`), (head) => head.textContent);
  expect(names("tbody:not(.rest)")).toEqual(["LSTM", "last value naive", "rival 1 simple", "rival 2 naive"]);
  expect(names("tbody.rest")).toEqual([
    "Naive: nothing is fitted",
    "rival 4 naive",
    "rival 6 naive",
    "Simple methods: fitted in closed form, or with a few parameters",
    "rival 3 simple",
    "rival 5 simple",
    "rival 7 simple",
  ]);
  expect(table.parentElement?.nextElementSibling?.textContent).toContain("Show 5 other rivals");
});

test("the best rival is drawn beside the forecast and in the backtest, by name", async () => {
  const result = await example();
  const best = result.backtest.next.name;
  const figures = Array.from(read(forecastReport(result)).querySelectorAll("figure"));
  const drawn = figures.map((figure) =>
    Array.from(figure.querySelectorAll(".legend li"), (entry) => entry.textContent?.trim()).includes(best),
  );
  expect(drawn).toEqual([true, true, true, true, false, false]);
  expect(figures[0].querySelector('.wide [stroke="var(--naive)"]')?.getAttribute("stroke-dasharray")).toBe("6 3");
});

test("a forecast that a simple method beats is not shown in the colour of success", async () => {
  const result = await example();
  const simple = { ...result.verdict.naive, outcome: "worse" as const };
  const verdict = { ...result.verdict, outcome: "better" as const, simple };
  const tone = (given: typeof verdict) =>
    read(forecastReport({ ...result, verdict: given })).querySelector(".verdict")?.className;
  expect(tone(verdict)).toBe("verdict no-better");
  expect(tone({ ...verdict, simple: null as never })).toBe("verdict better");
});

test("a backtest of a single window is a dot in the middle of its chart", async () => {
  const page = read(forecastReport(await example({ horizon: 20, from: 180 })));
  const chart = page.querySelectorAll("figure")[1];
  expect(chart.querySelectorAll(".wide svg circle")).toHaveLength(3);
  expect(chart.innerHTML).not.toContain("NaN");
  const labels = Array.from(
    chart.querySelectorAll('.wide [aria-label="x-axis tick label"] text'),
    (one) => one.textContent,
  );
  expect(labels.length).toBeGreaterThan(0);
});
