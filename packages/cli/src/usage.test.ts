import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { daily, quick, Workplace } from "./command.fixture.ts";
import { forecastRun, writeRun } from "./runs/runs.fixture.ts";

test("--version prints the version of the package", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  expect(await new Workplace().here("--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test("--help shows the commands with examples, and forecast --help its options with examples", async () => {
  const place = new Workplace();
  const root = await place.here("--help");
  expect(root.code).toBe(0);
  expect(root.stdout).toContain("recurra forecast prices.csv --target Close --horizon 5");
  const forecast = await place.here("forecast", "--help");
  expect(forecast.code).toBe(0);
  for (const option of [
    "--target",
    "--horizon",
    "--lookback",
    "--inputs",
    "--cell",
    "--seed",
    "--threads",
    "--fast",
    "--native",
    "--out",
    "--json",
  ]) {
    expect(forecast.stdout).toContain(option);
  }
  expect(forecast.stdout).toContain(
    "Exit codes: 0 done, 1 the work failed, 2 wrong usage or bad input, 130 interrupted.",
  );
});

test("without a command the help goes to stderr, with exit code 2", async () => {
  const { code, stdout, stderr } = await new Workplace().here();
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain("Usage: recurra");
});

test("a command or option that is not there is one line with what may have been meant", async () => {
  const place = new Workplace();
  expect(await place.here("forcast", "data.csv")).toEqual({
    code: 2,
    stdout: "",
    stderr: 'recurra: there is no command "forcast". Did you mean forecast?\n',
  });
  expect(await place.here("forecast", "data.csv", "--horizn", "5")).toEqual({
    code: 2,
    stdout: "",
    stderr: 'recurra: there is no option "--horizn". Did you mean --horizon?\n',
  });
  expect(await place.here("forecast")).toEqual({
    code: 2,
    stdout: "",
    stderr:
      'recurra: "file" is missing: CSV, also packed by gzip or zip, JSON, workbook or Parquet; - for standard input; may be left out with --resume. Write `recurra forecast [options] <file>`.\n',
  });
});

test.each<[string, readonly string[], string]>([
  [
    "too many names",
    ["inspect", "adj", "close.csv"],
    'recurra inspect takes <file> and no more, but "close.csv" follows. Leave it out, or put a name that has spaces in quotes.',
  ],
  ["an option without its value", ["forecast", "a.csv", "--out"], "--out has no value. Write --out <folder>."],
  ["an option that is needed", ["export", "a.st"], "--onnx is missing: file to write. Write --onnx <file>."],
  [
    "an option like no other",
    ["forecast", "a.csv", "--qqqqqqqqqqqq"],
    'there is no option "--qqqqqqqqqqqq". `recurra forecast --help` lists the options.',
  ],
  ["a command like no other", ["qqqqqqqqqqqq"], 'there is no command "qqqqqqqqqqqq". `recurra --help` lists them.'],
  ["help misspelt", ["predict", "--hlp"], 'there is no option "--hlp". Did you mean --help?'],
])("%s: said with what to write instead", async (_, words, line) => {
  expect(await new Workplace().here(...words)).toEqual({ code: 2, stdout: "", stderr: `recurra: ${line}\n` });
});

test("help is described in the same words in every command", async () => {
  const place = new Workplace();
  for (const words of [[], ["forecast"], ["predict"], ["export"], ["serve"], ["lab", "denoise"], ["runs", "show"]]) {
    const { stdout } = await place.here(...words, "--help");
    expect(stdout).toMatch(/-h, --help +print help\n/);
    expect(stdout).not.toContain("display help");
  }
});

test("docs/cli.md describes every option of forecast", async () => {
  const { stdout } = await new Workplace().here("forecast", "--help");
  const documentation = readFileSync(new URL("../../../docs/cli.md", import.meta.url), "utf8");
  const options = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map((match) => match[1]);
  expect(options.length).toBeGreaterThan(20);
  for (const option of options) expect(documentation).toContain(`\`${option}`);
});

test("docs/runs.md describes every option of the commands about runs", async () => {
  const documentation = readFileSync(new URL("../../../docs/runs.md", import.meta.url), "utf8");
  for (const command of ["list", "show", "compare", "prune"]) {
    const { stdout } = await new Workplace().here("runs", command, "--help");
    const options = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map((match) => match[1]);
    expect(options.length).toBeGreaterThan(1);
    for (const option of options) expect(documentation).toContain(`\`${option}`);
  }
});

test("the docs name every member of the documents that --json prints", async () => {
  const page = (name: string): string => readFileSync(new URL(`../../../docs/${name}.md`, import.meta.url), "utf8");
  const place = new Workplace({ "data.csv": daily(60) });
  const names = ["2026-03-04-aapl-close-1234567", "2026-03-05-aapl-close-89abcde"];
  for (const name of names) writeRun(place, `runs/${name}`, forecastRun);
  const model = "run/model.safetensors";
  for (const [docs, ...words] of [
    ["cli", "forecast", "data.csv", ...quick, "--out", "run"],
    ["cli", "predict", model, "data.csv"],
    ["cli", "export", model, "--onnx", "model.onnx", "--scaling"],
    ["runs", "runs", "list"],
    ["runs", "runs", "show", names[0]],
    ["runs", "runs", "compare", ...names],
    ["runs", "runs", "prune", "--keep", "1"],
  ]) {
    const { code, stdout } = await place.here(...words, "--json");
    expect(code).toBe(0);
    const document = JSON.parse(stdout) as { format: string; runs?: object[] };
    expect(page(docs)).toContain(`${document.format}`);
    for (const name of [...Object.keys(document), ...Object.keys(document.runs?.[0] ?? {})])
      expect(page(docs), `${words.slice(0, 2).join(" ")}: ${name}`).toContain(`\`${name}\``);
  }
});

test("help of a command's command is that command's", async () => {
  const place = new Workplace();
  for (const words of [
    ["lab", "denoise"],
    ["runs", "prune"],
  ]) {
    const { code, stdout } = await place.here("help", ...words);
    expect({ code, stdout }).toEqual({ code: 0, stdout: (await place.here(...words, "--help")).stdout });
    expect(stdout).toContain(`Usage: recurra ${words.join(" ")} [options]`);
  }
});
