// What the studio copies as a command is one that the command line takes: each field of its form has a flag there.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PREPARING_FIELDS, READING_FIELDS } from "../apps/studio/src/check/fields.ts";
import { asCommand } from "../apps/studio/src/link/as-command.ts";
import { READING } from "../apps/studio/src/link/reading.ts";
import { forecastCommand } from "../packages/cli/src/forecast/command.ts";
import { experimentRules } from "../packages/recurra/src/experiment/index.ts";

test("each setting of how a file is read has a field, but for columns of words, which are chosen in their table", () => {
  const ofFile = READING_FIELDS.map(({ name }) => name);
  expect([...ofFile, "categories"].sort()).toEqual([...READING].sort());
});

test("each setting of the studio's forms of a forecast has a flag of recurra forecast", () => {
  const form = readFileSync(new URL("../apps/studio/src/views/forecast/forecast-form.tsx", import.meta.url), "utf8");
  const inForm = [...form.matchAll(/\{\s+name: "(\w+)",\s+effect/g)].map(([, name]) => name);
  expect(inForm.length).toBeGreaterThan(15);
  const ofFile = [...READING_FIELDS, ...PREPARING_FIELDS].map(({ name }) => name);
  // Columns are chosen by boxes and in their table.
  const names = [...new Set([...inForm, ...ofFile, ...READING, "horizon", "inputs", "future"])];
  const settings = Object.fromEntries([...names, "target"].map((name) => [name, "1"]));
  const file = { name: "a.csv", sha256: "0".repeat(64) };
  const run = { version: "0.1.0", run: "forecast", settings, seed: 1, mode: "fast" as const, stop: 3, file };
  const flags = forecastCommand(() => {}).options.map(({ long }) => long ?? "");
  const copied = [...asCommand(run).matchAll(/ (--[a-z-]+)/g)].map(([, flag]) => flag);
  expect(copied.length).toBe(names.length + 4);
  expect(copied.filter((flag) => !flags.includes(flag))).toEqual([]);
});

test("the settings of a forecast for which the studio gives no line are those without a flag", () => {
  const flags = forecastCommand(() => {}).options.map(({ long }) => (long ?? "").replace(/^--(no-)?/, ""));
  const given = (name: string): string =>
    asCommand({ version: "0.1.0", run: "forecast", settings: { [name]: "1" }, seed: 0, mode: "strict" });
  const flagOf = (name: string): string | undefined => / --([a-z-]+) 1$/.exec(given(name))?.[1];
  const names = Object.keys(experimentRules).filter((name) => !["seed", "mode"].includes(name));
  const has = (name: string): boolean => {
    const flag = flagOf(name);
    return flag !== undefined && flags.includes(flag);
  };
  expect(names.filter((name) => !has(name))).toEqual(names.filter((name) => given(name).startsWith("# ")));
  expect(names.filter((name) => !has(name)).sort()).toEqual(["anchor", "clipNorm", "loss", "skip", "untrained"]);
});
