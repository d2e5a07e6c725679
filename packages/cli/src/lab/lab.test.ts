// `recurra lab` as a person runs it: the built command line, with a real lab on few sequences.

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { labs } from "@recurra/labs";
import { expect, test, vi } from "vitest";
import { daily, dailyLines, errorOf, Workplace } from "../command.fixture.ts";
import { flagOf } from "../terminal/wording.ts";

const quick = ["lab", "denoise", "--epochs", "2", "--train", "60", "--test", "20", "--hidden", "3", "--batch", "30"];

function json(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

test("lab without a name lists every lab with its line, and says how to go on", async () => {
  const { code, stdout, stderr } = await new Workplace().here("lab");
  expect([code, stderr]).toEqual([0, ""]);
  for (const { name, about } of labs) {
    expect(stdout).toMatch(new RegExp(`^  ${name} +\\S`, "m"));
    expect(stdout.replace(/\s+/g, " ")).toContain(` ${name} ${about.replace(/\s+/g, " ")}`);
  }
  expect(stdout).toMatch(/^ {2}recurra lab denoise {2,}run it$/m);
  expect(stdout).toMatch(/^ {2}recurra lab denoise --help {2,}its options$/m);
});

test("lab --json lists the labs with their options as one document", async () => {
  const { code, stdout, stderr } = await new Workplace().here("lab", "--json");
  expect([code, stderr]).toEqual([0, ""]);
  const list = json(stdout) as { format: string; labs: { name: string; options: { option: string }[] }[] };
  expect(list.format).toBe("recurra-labs/1");
  expect(list.labs.map(({ name }) => name)).toEqual(labs.map(({ name }) => name));
  expect(list.labs[0].options).toContainEqual({
    option: "--learning-rate",
    default: 0.0003,
    effect: "step size of Adam",
  });
});

test("--help of a lab shows its options with their effects and defaults, and those that all labs have", async () => {
  const { code, stdout } = await new Workplace().here("lab", "denoise", "--help");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}--learning-rate <rate> +step size of Adam \(default: 0\.0003\)$/m);
  expect(stdout).toMatch(/^ {2}--bidirectional +read the sequence from both ends$/m);
  for (const option of ["--threads <n|auto>", "--fast", "--native", "--out <folder>", "--quiet", "--json"])
    expect(stdout).toContain(`\n  ${option} `);
  expect(stdout).not.toContain("--data");
  expect(stdout).toContain("Exit codes: 0 done, 1 the work failed, 2 wrong usage or bad input, 130 interrupted.");
});

test("a run prints what it found and leaves its whole folder, named by date and lab", async () => {
  const place = new Workplace();
  const { code, stdout, stderr } = await place.here(...quick, "--seed", "5");
  expect(code).toBe(0);
  // No terminal, no bar: the epochs' losses as lines.
  expect(stderr).toMatch(/^(recurra: GRU of \d+ units: averaged training loss for epoch \d+ of \d+: [\d.]+\n)+$/);
  const [folder, ...others] = place.list("runs");
  expect(others).toEqual([]);
  expect(folder).toMatch(/^\d{4}-\d{2}-\d{2}-lab-denoise-[0-9a-f]{7}$/);
  const files = ["metrics.jsonl", "model.safetensors", "report.html", "result.json", "run.json"];
  expect(place.list("runs", folder)).toEqual(files);
  expect(stdout).toMatch(/^\nTake the noise off a wave\nA GRU of 3 units /);
  expect(stdout).toContain(`In runs/${folder}/:`);
  const run = json(readFileSync(place.file("runs", folder, "run.json"), "utf8"));
  expect(run).toMatchObject({ status: "done", lab: "denoise", seed: 5, settings: { epochs: 2, hidden: 3 } });
  expect(readFileSync(place.file("runs", folder, "report.html"), "utf8")).toContain(
    "<h1>Take the noise off a wave</h1>",
  );
});

test("--json prints one document: the same seed gives the same one, another seed another", async () => {
  const place = new Workplace();
  const document = async (seed: string): Promise<Record<string, unknown>> => {
    const { code, stdout, stderr } = await place.here(...quick, "--json", "--out", "run", "--seed", seed);
    expect([code, stderr]).toEqual([0, ""]);
    return JSON.parse(stdout, (key, value: unknown) => (key === "seconds" ? 0 : value)) as Record<string, unknown>;
  };
  const first = await document("3");
  expect(Object.keys(first)).toEqual(
    expect.arrayContaining(["verdict", "scores", "results", "training", "files", "versions"]),
  );
  expect(first).toMatchObject({ format: "recurra-lab/1", seed: 3, testLoss: expect.any(Number) });
  expect(await document("3")).toEqual(first);
  expect((await document("4")).testLoss).not.toBe(first.testLoss);
});

test("any number of threads gives the same document and model, and run.json says how many worked", async () => {
  const place = new Workplace();
  const sizes = ["--epochs", "4", "--train", "600", "--test", "20", "--hidden", "20", "--batch", "100"];
  const run = async (threads: string) => {
    const args = ["lab", "denoise", ...sizes, "--threads", threads, "--json", "--out", "run"];
    const { code, stdout, stderr } = await place.run(...args);
    expect([code, stderr]).toEqual([0, ""]);
    const document: unknown = JSON.parse(stdout, (key, value: unknown) => (key === "seconds" ? 0 : value));
    const model = readFileSync(place.file("run", "model.safetensors"), "base64");
    return { same: { document, model }, worked: json(readFileSync(place.file("run", "run.json"), "utf8")).threads };
  };
  const [alone, two] = [await run("1"), await run("2")];
  expect([alone.worked, two.worked]).toEqual([1, 2]);
  expect(two.same).toEqual(alone.same);
});

test("docs/cli.md describes every lab with the data that it reads, the common options and the document", async () => {
  const page = readFileSync(new URL("../../../../docs/cli.md", import.meta.url), "utf8");
  for (const { name, data, sound } of labs) {
    const kinds = { "a daily price": "daily prices", "a text": "a text" };
    const kind = Object.entries(kinds).find(([start]) => data?.startsWith(start));
    const own = sound === undefined ? "its own" : "its own, a WAV";
    const reads = data === undefined ? own : (kind?.[1] ?? "any table");
    expect(page).toMatch(new RegExp(`^\\| \\[\`${name}\`\\]\\(labs/${name}\\.md\\) +\\| ${reads} `, "m"));
  }
  const place = new Workplace();
  const reader = labs.find(({ data }) => data !== undefined)!;
  const { stdout: help } = await place.here("lab", reader.name, "--help");
  const own = Object.keys(reader.options).map(flagOf);
  const shown = [...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option);
  const common = shown.filter((option) => !own.includes(option));
  expect(common).toEqual([
    "--data",
    "--threads",
    "--fast",
    "--native",
    "--narrow-vectors",
    "--code",
    "--out",
    "--quiet",
    "--json",
  ]);
  for (const option of common) expect(page).toMatch(new RegExp(`^\\| \`${option}[ \`]`, "m"));
  const { stdout } = await place.here(...quick, "--json");
  const document = json(stdout);
  const members = Object.keys(document).filter((name) => !Object.hasOwn(document.results as object, name));
  expect(members).toContain("results");
  for (const name of members) expect(page).toMatch(new RegExp(`^\\| [^|]*\`${name}\`[^|]*\\|`, "m"));
});

test("a lab runs on a file of the user's, whose names cannot steer the terminal", async () => {
  const red = "\u001b[31mred\u009b0m\u202e";
  const content = [`Date,${red}`, ...dailyLines(100).slice(1)].join("\n");
  const place = new Workplace({ [`${red}.csv`]: content });
  const args = ["lab", "direction", "--columns", red, "--target", red, "--lengths", "3", "--epochs", "1"];
  const { code, stdout, stderr } = await place.here(...args, "--data", `${red}.csv`, "--quiet");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("\\x1b[31mred\\x9b0m\\u202e");
  for (const sign of ["\u001b", "\u009b", "\u202e"]) expect(stdout).not.toContain(sign);
  expect(place.list("runs")[0]).toMatch(/-lab-direction-31mred-0m-[0-9a-f]{7}$/);
});

test("a file that is not there, or that the lab cannot use, is one line with the option that helps", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  expect(await place.here("lab", "direction", "--data", "dta.csv")).toEqual({
    code: 2,
    stdout: "",
    stderr: "recurra: dta.csv: no such file. Check the path; it is relative to the current folder.\n",
  });
  const { code, stdout, stderr } = await place.here("lab", "direction", "--data", "data.csv", "--quiet");
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(
    /^recurra: data\.csv: the lab needs a column "Volume"[^\n]* Name another with --columns[^\n]*\n$/,
  );
  expect(place.list()).toEqual(["data.csv"]);
});

const wrong: { title: string; args: readonly string[]; message: string }[] = [
  {
    title: "a lab that is not there",
    args: ["lab", "denois"],
    message: 'there is no lab "denois". Did you mean denoise?',
  },
  {
    title: "a name that resembles none",
    args: ["lab", "xyzzyxyzzy"],
    message: `there is no lab "xyzzyxyzzy". There are ${labs.map(({ name }) => name).join(", ")}.`,
  },
  {
    title: "an option that is not there",
    args: ["lab", "denoise", "--hiden", "3"],
    message: 'there is no option "--hiden". Did you mean --hidden?',
  },
  {
    title: "a wrong value",
    args: ["lab", "denoise", "--learning-rate", "fast"],
    message: '--learning-rate must be a number above 0, but it is "fast".',
  },
  {
    title: "threads that are no number",
    args: ["lab", "denoise", "--threads", "0"],
    message: '--threads must be "auto" or a whole number from 1, but it is "0".',
  },
  {
    title: "settings that do not fit together",
    args: ["lab", "denoise", "--dropout", "0.5"],
    message: "--dropout 0.5 acts between layers, but there is one. Ask for more with --layers, or leave it out.",
  },
  {
    title: "an --out that is a file",
    args: [...quick, "--out", "notes.txt"],
    message: "--out notes.txt: this is a file. Name a folder that is new, empty or an earlier run.",
  },
  {
    title: "an --out with other files",
    args: [...quick, "--out", "precious"],
    message:
      "--out precious: this folder holds files that are no run of recurra; nothing was written. Name a new or empty folder.",
  },
];

test.for(wrong)("$title: one line, exit code 2, nothing left behind", async ({ args, message }) => {
  const place = new Workplace({ "notes.txt": "mine" });
  mkdirSync(place.file("precious"));
  place.write("precious/thesis.txt", "years of work");
  expect(await place.here(...args)).toEqual({ code: 2, stdout: "", stderr: `recurra: ${message}\n` });
  expect(place.list()).toEqual(["notes.txt", "precious"]);
});

test("training that fails ends with 1 and one line, and the run says that it failed", async () => {
  const place = new Workplace();
  const { code, stdout, stderr } = await place.here(...quick, "--learning-rate", "1e38", "--out", "run");
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^recurra: the loss [^\n]*--learning-rate[^\n]*\n$/);
  expect(json(readFileSync(place.file("run", "run.json"), "utf8"))).toMatchObject({ status: "failed" });
  expect(place.list("run")).toEqual(["metrics.jsonl", "run.json"]);
});

test("Ctrl-C stops after the current step, says what is there, and ends with 130", async () => {
  const place = new Workplace();
  const { child, outcome } = place.start(...quick, "--epochs", "100000000", "--json", "--out", "run");
  const metrics = place.file("run", "metrics.jsonl");
  await vi.waitUntil(() => existsSync(metrics) && readFileSync(metrics, "utf8").split("\n").length > 3, {
    timeout: 50_000,
    interval: 20,
  });
  child.kill("SIGINT");
  const { code, stdout, stderr } = await outcome;
  expect([code, stdout]).toEqual([130, ""]);
  expect(errorOf(stderr).message).toMatch(
    /^interrupted after epoch [\d,]+ of "GRU of 3 units"; there is no result, but run\/metrics\.jsonl has the losses so far\.$/,
  );
  expect(place.list("run")).toEqual(["metrics.jsonl", "run.json"]);
  expect(json(readFileSync(place.file("run", "run.json"), "utf8"))).toMatchObject({ status: "interrupted" });
});

test("--fast says so in the run, or says that this Node has no relaxed SIMD", async () => {
  const { code, stdout, stderr } = await new Workplace().run(...quick, "--fast", "--json", "--out", "run");
  if (code === 0) expect(json(stdout).mode).toBe("fast");
  else expect(errorOf(stderr).message).toContain("--fast: it needs relaxed SIMD");
});

test("--native names the BLAS in the run, or says what to install", async () => {
  const place = new Workplace();
  const { code, stdout, stderr } = await place.run(...quick, "--native", "--json", "--out", "run");
  if (code === 0) {
    expect(json(stdout).mode).toBe("native");
    const run = json(readFileSync(place.file("run", "run.json"), "utf8"));
    expect(run).toMatchObject({ mode: "native", blas: { library: expect.stringMatching(/blas|Accelerate|mkl/) } });
  } else {
    expect(code).toBe(2);
    expect(errorOf(stderr).message).toMatch(/^--native: .*[Ii]nstall.*$/);
  }
});

test("a run in the folder of a forecast leaves none of the forecast's files", async () => {
  const place = new Workplace();
  mkdirSync(place.file("run"));
  place.write("run/run.json", '{ "format": "recurra-run/1" }');
  place.write("run/forecast.csv", "time,value\n");
  await place.here(...quick, "--out", "run");
  expect(place.list("run")).not.toContain("forecast.csv");
  expect(place.list("run")).toContain("result.json");
});
