// The command around a lab, with labs that compute nothing: what is asked of them, and what is made of what they give.

import { readFileSync, writeFileSync } from "node:fs";
import { denoise, type Lab, type LabContext, type LabResult } from "@recurra/labs";
import { DataError, OptionError } from "recurra";
import { afterEach, expect, test, vi } from "vitest";
import { Workplace } from "../command.fixture.ts";
import { buildProgram } from "../program.ts";
import { sentenceOf, speakAs } from "../terminal/wording.ts";

afterEach(() => vi.restoreAllMocks());

const result: LabResult = {
  results: { testLoss: 0.5, format: "of the lab", perSeed: [1, 2] },
  scores: [
    {
      task: "one day ahead",
      over: "test days 2018-01-02 to 2018-05-31",
      samples: 91,
      main: true,
      measures: [{ name: "RMSE", unit: "price", better: "less" }],
      methods: [
        { name: "network", kind: "model", values: [0.5] },
        { name: "yesterday's price", kind: "naive", values: [0.25] },
      ],
    },
  ],
  summary: [{ kind: "text", text: "Seen from **afar**." }],
  report: {
    title: "Prices\u001b[31m",
    lead: "A network reads prices.",
    verdict: { tone: "even", outcome: "No better", sentences: ["The error is 0.5."] },
    sections: [],
  },
};

const step = { phase: "GRU", epoch: 1, epochs: 2, trainLoss: 1, seconds: 0.1, best: true };

/** A lab that reads a file, and what it was given. */
function fake(changes: Partial<Lab> = {}): { lab: Lab; given: (LabContext & { settings: unknown })[] } {
  const given: (LabContext & { settings: unknown })[] = [];
  const lab: Lab = {
    name: "prices",
    title: "Prices",
    about: "a network reads prices",
    options: denoise.options,
    data: "a daily price file",
    start(settings, context = {}) {
      given.push({ ...context, settings });
      return (async function* () {
        yield step;
        yield { ...step, epoch: 2 };
        return result;
      })();
    },
    ...changes,
  };
  return { lab, given };
}

async function run(labs: readonly Lab[], ...args: string[]): Promise<{ code: number | undefined; stdout: string }> {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  let code: number | undefined;
  const done = (value: number): void => {
    code = value;
  };
  const tree = buildProgram({ done, running: speakAs }, labs);
  await tree.parseAsync(["lab", ...args], { from: "user" });
  const stdout = write.mock.calls.map(([text]) => String(text)).join("");
  write.mockRestore();
  return { code, stdout };
}

function json(place: Workplace, ...names: string[]): Record<string, unknown> {
  return JSON.parse(readFileSync(place.file(...names), "utf8")) as Record<string, unknown>;
}

test("a lab that reads a file gets the user's, by the name that it was given", async () => {
  const place = new Workplace({ "tsla.csv": "Date,Close\n" });
  const { lab, given } = fake();
  const { code } = await run([lab], "prices", "--data", place.file("tsla.csv"), "--out", place.file("run"));
  expect(code).toBe(0);
  expect(given[0].file).toMatchObject({ name: place.file("tsla.csv"), text: "Date,Close\n" });
  expect(json(place, "run", "run.json")).toMatchObject({
    status: "done",
    command: "lab",
    lab: "prices",
    data: { file: place.file("tsla.csv"), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
});

test("without --data it gets the bundled prices, and the run says so", async () => {
  const place = new Workplace();
  const { lab, given } = fake();
  await run([lab], "prices", "--out", place.file("run"));
  expect(given[0].file?.name).toBe("aapl.csv (bundled)");
  expect(given[0].file?.text).toMatch(/^Date,Open,High,Low,Close/);
  expect(json(place, "run", "run.json").data).toMatchObject({ file: "aapl.csv (bundled)" });
});

test("a lab that makes its own data gets no file", async () => {
  const place = new Workplace();
  const { lab, given } = fake({ data: undefined });
  await run([lab], "prices", "--out", place.file("run"));
  expect(given[0].file).toBeUndefined();
  expect(json(place, "run", "run.json").data).toBeNull();
});

test("a lab that takes a sound gets the bytes of --data and nothing without, and its help says so", async () => {
  const place = new Workplace({ "own.wav": "RIFF" });
  const { lab, given } = fake({ data: undefined, sound: "a WAV of your own" });
  await run([lab], "prices", "--out", place.file("without"));
  expect([given[0].sound, given[0].file]).toEqual([undefined, undefined]);
  await run([lab], "prices", "--data", place.file("own.wav"), "--out", place.file("run"));
  expect(given[1].file).toBeUndefined();
  expect(given[1].sound?.name).toBe(place.file("own.wav"));
  expect(String.fromCharCode(...(given[1].sound?.bytes ?? []))).toBe("RIFF");
  expect(json(place, "run", "run.json").data).toEqual({
    file: place.file("own.wav"),
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  await expect(run([lab], "prices", "--data", place.file("none.wav"))).rejects.toThrow("no such file");
});

test("options are read by the lab, and flags are true", async () => {
  const place = new Workplace();
  const { lab, given } = fake();
  await run([lab], "prices", "--out", place.file("run"), "--learning-rate", "0.5", "--bidirectional", "--seed", "7");
  expect(given[0].settings).toMatchObject({ learningRate: 0.5, bidirectional: true, seed: 7, hidden: 30 });
  expect(given[0].mode).toBe("strict");
  expect(json(place, "run", "run.json")).toMatchObject({ seed: 7, mode: "strict", settings: { learningRate: 0.5 } });
});

test("a lab that refuses its settings or data ends the command before there is a folder, in the command line's words", async () => {
  const place = new Workplace();
  const refusing = (error: Error): Lab =>
    fake({
      start() {
        throw error;
      },
    }).lab;
  const args = ["prices", "--out", place.file("run")];
  const useless = new OptionError("LAB_OPTION", "", [{ option: "learningRate", value: 5 }, " is no use"]);
  await expect(run([refusing(useless)], ...args)).rejects.toBe(useless);
  expect(sentenceOf(useless)).toBe("--learning-rate 5 is no use.");
  await expect(run([refusing(new DataError("NO_ROWS", "x.csv", "has no rows"))], ...args)).rejects.toThrow(
    "x.csv: has no rows.",
  );
  expect(place.list()).toEqual([]);
});

test("each epoch is a line of metrics.jsonl; the result is in its file and, in one document, on stdout", async () => {
  const place = new Workplace();
  const { lab } = fake();
  const { stdout } = await run([lab], "prices", "--json", "--out", place.file("run"));
  const lines = readFileSync(place.file("run", "metrics.jsonl"), "utf8").trim().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([step, { ...step, epoch: 2 }]);
  expect(readFileSync(place.file("run", "result.json"), "utf8")).toBe(stdout);
  expect(JSON.parse(stdout)).toMatchObject({
    lab: "prices",
    status: "done",
    verdict: { tone: "even" },
    scores: result.scores,
    training: [{ phase: "GRU", epochs: 2, trainLoss: 1, bestEpoch: 2 }],
    files: { report: place.file("run", "report.html"), metrics: place.file("run", "metrics.jsonl") },
  });
});

test("single results stand at the top of the document too, unless it has a member of that name", async () => {
  const place = new Workplace();
  const { stdout } = await run([fake().lab], "prices", "--json", "--out", place.file("run"));
  const document = JSON.parse(stdout) as Record<string, unknown>;
  expect(document).toMatchObject({ format: "recurra-lab/1", testLoss: 0.5, results: result.results });
  expect(document).not.toHaveProperty("perSeed");
});

test("a model is kept where the lab gives one, and only then", async () => {
  const place = new Workplace();
  const model = Uint8Array.of(1, 2, 3);
  const giving = fake({
    start: async function* () {
      yield step;
      return { ...result, model };
    },
  });
  const { stdout } = await run([giving.lab], "prices", "--out", place.file("with"));
  expect([...readFileSync(place.file("with", "model.safetensors"))]).toEqual([1, 2, 3]);
  expect(stdout.replace(/\s+/g, " ")).toContain("report.html, result.json, model.safetensors, metrics.jsonl, run.json");
  const without = await run([fake().lab], "prices", "--out", place.file("without"));
  expect(place.list("without")).toEqual(["metrics.jsonl", "report.html", "result.json", "run.json"]);
  expect(without.stdout.replace(/\s+/g, " ")).toContain("report.html, result.json, metrics.jsonl, run.json");
});

test("the terminal gets title, lead, verdict and summary, with what would steer it written out", async () => {
  const place = new Workplace();
  const { stdout } = await run([fake().lab], "prices", "--out", place.file("run"));
  expect(
    stdout.startsWith(
      "\nPrices\\x1b[31m\nA network reads prices.\n\nNo better\nThe error is 0.5.\n\nSeen from afar.\n\nIn ",
    ),
  ).toBe(true);
  expect(stdout).not.toContain("\u001b");
});

test("a lab that fails on the way leaves a folder that says so", async () => {
  const place = new Workplace();
  const failing = fake({
    start: async function* () {
      yield step;
      throw new Error("the lab fell over");
    },
  });
  await expect(run([failing.lab], "prices", "--out", place.file("run"))).rejects.toThrow("the lab fell over");
  expect(json(place, "run", "run.json")).toMatchObject({ status: "failed", error: "the lab fell over" });
  expect(place.list("run")).toEqual(["metrics.jsonl", "run.json"]);
});

test("Ctrl-C reaches the lab through its signal, and the run ends as interrupted even when the lab takes no notice", async () => {
  const place = new Workplace();
  const aborted: boolean[] = [];
  const deaf = fake({
    start: async function* (_settings, { signal } = {}) {
      yield step;
      process.emit("SIGINT");
      aborted.push(signal?.aborted ?? false);
      yield { ...step, epoch: 2 };
      return result;
    },
  });
  await expect(run([deaf.lab], "prices", "--out", place.file("run"))).rejects.toThrow(
    `interrupted after epoch 1 of "GRU"; there is no result, but ${place.file("run", "metrics.jsonl")} has the losses so far.`,
  );
  expect(aborted).toEqual([true]);
  expect(json(place, "run", "run.json")).toMatchObject({ status: "interrupted" });
});

test("--data is refused by a lab that makes its own data, with the labs that read a file", async () => {
  const own = fake({ name: "waves", data: undefined });
  await expect(run([own.lab, fake().lab], "waves", "--data", "x.csv")).rejects.toThrow(
    "waves makes its own data, so there is no file to read. Leave --data out, or run a lab that reads a file: prices.",
  );
  expect(own.given).toEqual([]);
});

test("a misspelt lab is what is found wrong, not its options; an option before a lab's name is told its place", async () => {
  const tree = (...argv: string[]) =>
    buildProgram({ done: () => {}, running: () => {} }, [fake().lab]).parseAsync(argv, { from: "user" });
  await expect(tree("lab", "price", "--epochs", "3")).rejects.toThrow('there is no lab "price". Did you mean prices?');
  const misplaced = 'there is no option "--quiet". The options of an experiment stand after its name.';
  await expect(tree("lab", "--quiet", "prices")).rejects.toThrow(misplaced);
  await expect(tree("lab", "--quiet")).rejects.toThrow(misplaced);
  await expect(tree("lab", "prices", "--nosuch")).rejects.toThrow('there is no option "--nosuch"');
});

test("a lab that reads a text gets it as it is, whatever it looks like, and refuses what is none", async () => {
  const place = new Workplace({ "book.txt": '["once", "upon"]\r\na time' });
  const { lab, given } = fake({ bundled: { file: "alice.txt", holds: "text" } });
  expect((await run([lab], "prices", "--data", place.file("book.txt"), "--out", place.file("run"))).code).toBe(0);
  expect(given[0].file?.text).toBe('["once", "upon"]\r\na time');
  await run([lab], "prices", "--out", place.file("run"));
  expect(given[1].file?.name).toBe("alice.txt (bundled)");
  expect(given[1].file?.text).toContain("Down the Rabbit-Hole");
  writeFileSync(place.file("picture.txt"), Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a));
  await expect(run([lab], "prices", "--data", place.file("picture.txt"))).rejects.toThrow(
    "not a text but a picture (PNG). Give a text file.",
  );
});
