import { expect, test } from "vitest";
import { readOptions } from "./options.mjs";

const m4 = ["m4", "--train", "a.csv", "--horizon", "48", "--season", "24,168"];

test("--test with a file names it; alone it asks for the scores on test rows", () => {
  expect(readOptions([...m4, "--test", "b.csv"])).toMatchObject({
    test: "b.csv",
    look: false,
    horizon: 48,
    season: [24, 168],
  });
  expect(readOptions([...m4, "--test", "b.csv", "--test"])).toMatchObject({ test: "b.csv", look: true });
  expect(readOptions(["ett", "--file", "e.csv", "--test", "--horizon", "96"])).toMatchObject({
    look: true,
    horizon: 96,
  });
  expect(() => readOptions([...m4, "--test"])).toThrow("--test: give the file, too: --test FILE --test.");
});

test("parts are months or shares", () => {
  const ett = ["ett", "--file", "e.csv", "--horizon", "96"];
  expect(readOptions(ett).split).toEqual({ parts: [12, 4, 4], shares: false });
  expect(readOptions([...ett, "--split", "0.7,0.1,0.2"]).split).toEqual({ parts: [0.7, 0.1, 0.2], shares: true });
  expect(() => readOptions([...ett, "--split", "0.9,0.2,0.1"])).toThrow("--split: 0.9,0.2,0.1 is neither");
});

test("parts are left out on validation rows alone", () => {
  const ablation = ["ablation", "--file", "e.csv", "--target", "v", "--horizon", "12"];
  expect(readOptions(ablation)).toMatchObject({ protocol: "ablation", target: "v", look: false });
  expect(() => readOptions([...ablation, "--test"])).toThrow("--test: parts are left out on validation rows alone.");
});

test("what is missing, unknown or no number is said", () => {
  expect(() => readOptions(["m5"])).toThrow('There is no protocol "m5"; known are m4, ett, file, ablation.');
  expect(() => readOptions(["m4", "--train", "a.csv"])).toThrow("m4 needs --horizon.");
  expect(() => readOptions([...m4, "--methods", "magic"])).toThrow(
    '--methods: there is no "magic"; known are rivals, ',
  );
  expect(() => readOptions([...m4, "--series", "x"])).toThrow("--series: x is not a whole number from 1.");
  expect(() => readOptions([...m4, "--set", "cell"])).toThrow("--set: cell is not NAME=VALUE.");
  expect(readOptions([...m4, "--set", "cell=gru", "--set", "epochs=3"]).settings).toEqual({ cell: "gru", epochs: "3" });
});
