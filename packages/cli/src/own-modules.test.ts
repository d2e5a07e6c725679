// Model files with modules of one's own on the command line: code runs where --with names it, and nowhere else.

import * as recurra from "recurra";
import { Forecaster, Linear, Model, type Module, Sequential, Series, writeForecaster } from "recurra";
import type { BuildNetwork } from "recurra/forecast";
import { expect, test } from "vitest";
import { sharedGru } from "../../../fixtures/models/own-module.mjs";
import { errorOf, Workplace } from "./command.fixture.ts";

const OPTIONS = { inputSize: 2, units: 3, steps: 2, factor: 1 };

/** The class as a file of code has it: "recurra" lies nowhere near it. It says when it runs. */
const code = `import * as recurra from "recurra";
import { writeFileSync } from "node:fs";
writeFileSync("ran", "");
const sharedGru = ${sharedGru.toString()};
export const SharedGru = sharedGru(recurra);
`;

const network = (): Module => new (sharedGru(recurra))(OPTIONS);

function place(more: Readonly<Record<string, string>> = {}): Workplace {
  const model = Model.of(network(), { name: "shared" }).toSafetensors();
  return new Workplace({ "own.safetensors": model, "own.mjs": code, ...more });
}

const said = "recurra: running the code of own.mjs, which --with names\n";
const refused =
  'recurra: own.safetensors: its network has modules of the kind "fixtures/shared-gru", a class of the program that wrote it, ' +
  "which no file brings along. Name the file of code that exports what it lacks: --with FILE.\n";

test.each([
  ["predict", ["predict", "own.safetensors", "own.csv"]],
  ["serve", ["serve", "own.safetensors"]],
  ["export", ["export", "own.safetensors", "--onnx", "own.onnx"]],
])(
  "%s refuses a file with modules of one's own in one line that names their kind and --with, and runs nothing",
  async (_, words) => {
    const there = place({ "own.csv": "a,b\n1,2\n" });
    expect(await there.run(...words)).toEqual({ code: 2, stdout: "", stderr: refused });
    expect(there.list()).not.toContain("ran");
  },
);

test("as JSON the refusal has its code, the kinds, and the option that cures it", async () => {
  const { stderr, code } = await place().run("serve", "own.safetensors", "--json");
  expect(code).toBe(2);
  expect(errorOf(stderr)).toMatchObject({
    ...{ code: "MODEL_KIND", subject: "own.safetensors", found: ["fixtures/shared-gru"] },
    remedies: [{ option: "with", flag: "--with" }],
  });
});

test("inspect shows what stands in such a file without its code, and with --with what the class makes of it", async () => {
  const there = place();
  const without = await there.run("inspect", "own.safetensors");
  expect(without).toMatchObject({ code: 0, stderr: "" });
  expect(without.stdout).toContain("network   fixtures/shared-gru\nname      shared\n");
  expect(without.stdout).toContain('code      "fixtures/shared-gru" is of a class that the file does not bring along;');
  expect(without.stdout).toContain("gru    GRU 2 -> 3             63");
  expect(there.list()).not.toContain("ran");
  const json = JSON.parse((await there.run("inspect", "own.safetensors", "--json")).stdout) as object;
  expect(json).toMatchObject({
    ...{ kind: "network", checksum: "right", parameters: 71, unknownKinds: ["fixtures/shared-gru"] },
    network: { type: "fixtures/shared-gru", facts: { name: "shared" } },
  });
  const ran = await there.run("inspect", "own.safetensors", "--with", "own.mjs");
  expect(ran).toMatchObject({ code: 0, stderr: said });
  expect(ran.stdout).toContain(`fixtures/shared-gru ${JSON.stringify(OPTIONS)}`.slice(0, 40));
  expect(ran.stdout).not.toContain("code  ");
  expect(there.list()).toContain("ran");
});

test("several files may be named, with classes by name and by default, around layers of the library", async () => {
  class Twice extends recurra.Module {
    static readonly kind = "me/twice";
    readonly options = {};
    forward(x: recurra.Tensor): recurra.Tensor {
      return x.mul(2);
    }
  }
  const model = new Sequential(network() as never, new Twice(), new Linear({ inFeatures: 2, outFeatures: 1 }));
  const there = place({
    "twice.mjs": `import { Module } from "recurra";
      export default class extends Module { static kind = "me/twice"; options = {}; forward(x) { return x.mul(2); } }
      export const helper = 1;`,
  });
  there.write("deep.safetensors", Model.of(model).toSafetensors());
  const words = ["inspect", "deep.safetensors", "--with", "own.mjs", "--with", "twice.mjs", "--json"];
  const { code, stdout, stderr } = await there.run(...words);
  expect([code, stderr]).toEqual([0, `${said}recurra: running the code of twice.mjs, which --with names\n`]);
  expect((JSON.parse(stdout) as { layers: { type: string }[] }).layers.map(({ type }) => type)).toEqual([
    "fixtures/shared-gru",
    "me/twice",
    "Linear",
  ]);
  const one = await there.run("inspect", "deep.safetensors", "--with", "own.mjs");
  expect([one.code, one.stderr]).toEqual([
    2,
    `${said}${refused.replace("own.safetensors", "deep.safetensors").replace("fixtures/shared-gru", "me/twice")}`,
  ]);
});

/** A forecaster whose network is of that class, and the rows that it was fitted on as a file. */
async function forecaster(): Promise<{ model: Uint8Array; csv: string; next: number[] }> {
  const columns = {
    a: Array.from({ length: 60 }, (_, i) => 10 + (i % 7)),
    b: Array.from({ length: 60 }, (_, i) => i % 5),
  };
  const series = Series.fromColumns(columns, { name: "own.csv" });
  const build: BuildNetwork = ({ inputSize, horizon }) =>
    new (sharedGru(recurra))({ inputSize, units: 3, steps: horizon, factor: 0.5 });
  const own = new Forecaster({
    target: "a",
    inputs: ["a", "b"],
    lookback: 7,
    horizon: 2,
    epochs: 2,
    linear: false,
    network: build,
  });
  for await (const _ of own.fit(series)) void _;
  const csv = `a,b\n${columns.a.map((a, i) => `${a},${columns.b[i]}`).join("\n")}\n`;
  return { model: writeForecaster(own), csv, next: own.predict(series).map(({ value }) => value) };
}

test("predict forecasts with the network of such a file, and inspect says what it is with and without its code", async () => {
  const { model, csv, next } = await forecaster();
  const there = new Workplace({ "own.safetensors": model, "own.csv": csv, "own.mjs": code });
  expect(await there.run("predict", "own.safetensors", "own.csv")).toEqual({ code: 2, stdout: "", stderr: refused });
  const told = await there.run("predict", "own.safetensors", "own.csv", "--with", "own.mjs", "--json");
  expect(told).toMatchObject({ code: 0, stderr: said });
  expect((JSON.parse(told.stdout) as { forecast: { value: number }[] }).forecast.map(({ value }) => value)).toEqual(
    next,
  );
  const text = await there.run("predict", "own.safetensors", "own.csv", "--with", "own.mjs");
  expect(text.stdout).toContain("model     given network, lookback 7, reads a, b\n");
  const shown = await there.run("inspect", "own.safetensors", "--with", "own.mjs");
  expect(shown.stdout).toContain("own.safetensors: forecasts a, 2 rows ahead\n");
  const json = JSON.parse((await there.run("inspect", "own.safetensors", "--json")).stdout) as object;
  expect(json).toMatchObject({
    unknownKinds: ["fixtures/shared-gru"],
    network: { facts: { settings: { target: "a", model: "own" } } },
  });
});

test("a forecast by a network of one's own is a program's: the command line is not given one", async () => {
  const there = new Workplace({ "own.csv": "a\n1\n2\n3\n" });
  expect(await there.run("forecast", "own.csv", "--model", "own")).toEqual({
    ...{ code: 2, stdout: "" },
    stderr: "recurra: --model own has no network of its own. Choose another model.\n",
  });
});

const bad: readonly (readonly [string, string, string | undefined, string])[] = [
  ["is missing", "none.mjs", undefined, "none.mjs: no such file."],
  ["is a folder", ".", undefined, ".: this is a folder, not a file of code."],
  ["throws", "throws.mjs", 'throw new TypeError("oh\\nno");', "throws.mjs: its code fails: TypeError: oh."],
  ["throws what is no error", "throws.mjs", "throw 7;", "throws.mjs: its code fails: 7."],
  ["is no code", "words.mjs", "these are words", "words.mjs: its code fails: SyntaxError: "],
  [
    "needs what is not there",
    "needs.mjs",
    'import "./gone.mjs";',
    "needs.mjs: its code fails: Error: Cannot find module",
  ],
  ["exports nothing", "empty.mjs", "", "empty.mjs: it exports no class that extends Module of recurra."],
  [
    "exports a class without a kind",
    "kindless.mjs",
    'import { Module } from "recurra"; export class Own extends Module {}',
    "kindless.mjs: no class that it exports (Own) names its kind.",
  ],
  [
    "has a kind of another form",
    "odd.mjs",
    'import { Module } from "recurra"; export class Own extends Module { static kind = "__proto__"; }',
    'the class Own has the kind "__proto__"; a kind is a name of yours, "/" and another, such as "my-company/char-model".',
  ],
  [
    "has two classes of one kind",
    "two.mjs",
    'import { Module } from "recurra"; export class A extends Module { static kind = "a/b"; } export class B extends Module { static kind = "a/b"; }',
    'two classes, A and B, have the kind "a/b". Give each its own.',
  ],
  [
    "has a class that builds something else",
    "other.mjs",
    'import { Module } from "recurra"; export class A extends Module { static kind = "fixtures/shared-gru"; }',
    'own.safetensors: tensor "gru.bias_hh_l0" is in no layer of its architecture.',
  ],
];

test.each(bad)("a file of code that %s is refused in one line with exit code 2", async (_, file, text, message) => {
  const there = place(text === undefined ? {} : { [file]: text });
  const { code, stdout, stderr } = await there.run("inspect", "own.safetensors", "--with", file);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^recurra: running the code of [^\n]+\nrecurra: [^\n]+\n$/);
  expect(stderr).toContain(message);
});

test("export runs a network of one's own with --inputs, or with what its facts say, and writes what ran", async () => {
  const known = Model.of(network(), { columns: ["a", "b"], lookback: 5 }).toSafetensors();
  const there = place({});
  there.write("known.safetensors", known);
  const words = ["--with", "own.mjs", "--onnx"];
  const named = await there.run("export", "own.safetensors", ...words, "a.onnx", "--inputs", "x=batch,time,2");
  expect(named).toMatchObject({ code: 0, stderr: said });
  expect(named.stdout).toContain("inputs   x     float32  [batch, time, 2]\noutputs  y     float32  [batch, 2]\n");
  const told = await there.run("export", "known.safetensors", ...words, "b.onnx");
  expect(told.stdout).toContain("inputs   x     float32  [batch, 5, 2]\n");
  expect(await there.run("export", "own.safetensors", ...words, "c.onnx")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Say what goes in with --inputs, and what runs is exported, or build"),
  });
  expect(there.list()).toEqual(["a.onnx", "b.onnx", "known.safetensors", "own.mjs", "own.safetensors", "ran"]);
});

test("--with without a name is refused, and with a name that steers a terminal it does not", async () => {
  const there = place({ "a\u001b[31m.mjs": code });
  expect((await there.run("inspect", "own.safetensors", "--with", "")).stderr).toBe(
    "recurra: --with: it names no file. Name one.\n",
  );
  for (const json of [[], ["--json"]]) {
    const { code: exit, stderr } = await there.run("inspect", "own.safetensors", "--with", "a\u001b[31m.mjs", ...json);
    expect([exit, stderr.includes("\u001b"), stderr.includes("a\\")]).toEqual([0, false, true]);
  }
});

test("--with is for models", async () => {
  const there = place({ "a.csv": "a,b\n1,2\n3,4\n" });
  expect(await there.run("inspect", "a.csv", "--with", "own.mjs")).toEqual({
    ...{ code: 2, stdout: "" },
    stderr: "recurra: --with names code for a model, but a.csv is a table. Leave it out.\n",
  });
  expect(there.list()).not.toContain("ran");
});
