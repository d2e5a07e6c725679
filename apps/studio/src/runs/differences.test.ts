import { expect, test } from "vitest";
import type { RunLink } from "../link/run-link.ts";
import { differences, sayDifferences } from "./differences.ts";

const run: RunLink = { version: "0.1.0", run: "lab/denoise", settings: { hidden: "8" }, seed: 0, mode: "strict" };
const defaultOf = (_: string, name: string): string => (name === "hidden" ? "15" : "found");
const between = (base: RunLink, other: RunLink): string => sayDifferences(differences(base, other, defaultOf), String);

test("only what differs is said, a setting that a link leaves out by its default", () => {
  expect(between(run, { ...run, settings: {} })).toBe("hidden 8 to 15");
  expect(between(run, { ...run, settings: { hidden: "8", epochs: "3" }, seed: 4, mode: "fast" })).toBe(
    "epochs found to 3, seed 0 to 4, mode strict to fast",
  );
  expect(between(run, { ...run, stop: 12, version: "0.2.0" })).toBe("rests at step none to 12, version 0.1.0 to 0.2.0");
});

test("a setting that is given at its default is no difference, nor is a run beside itself", () => {
  expect(between({ ...run, settings: { hidden: "15" } }, { ...run, settings: {} })).toBe("nothing");
  expect(between(run, run)).toBe("nothing");
});

test("files differ by their bytes: one name may stand for two, two names for one", () => {
  const withFile = (name: string, byte: string): RunLink => ({ ...run, file: { name, sha256: byte.repeat(64) } });
  expect(between(withFile("a.csv", "0"), withFile("b.csv", "1"))).toBe("file a.csv to b.csv");
  expect(between(withFile("a.csv", "0"), withFile("a.csv", "1"))).toBe("file a.csv to a.csv with other bytes");
  expect(between(withFile("a.csv", "0"), withFile("b.csv", "0"))).toBe("nothing");
});

test("of runs of two kinds that alone is said", () => {
  expect(between(run, { ...run, run: "forecast", seed: 9 })).toBe("kind lab/denoise to forecast");
});
