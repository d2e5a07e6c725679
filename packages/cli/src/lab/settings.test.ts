import { denoise, labs } from "@recurra/labs";
import { Option } from "commander";
import { expect, test } from "vitest";
import { defaultText, flagOf, labSettings, withFlags } from "./settings.ts";

test("options are named with dashes on the command line, and defaults shown as one would type them", () => {
  expect(flagOf("learningRate")).toBe("--learning-rate");
  expect(defaultText(denoise.options.learningRate)).toBe("0.0003");
  expect(defaultText(denoise.options.bidirectional)).toBe("");
});

test("what is given is read, and everything else has its default", () => {
  expect(labSettings(denoise.options, { learningRate: "0.5", bidirectional: true, quiet: true })).toEqual({
    ...labSettings(denoise.options, {}),
    learningRate: 0.5,
    bidirectional: true,
  });
  expect(labSettings(denoise.options, {})).toMatchObject({ hidden: 30, bidirectional: false });
  expect(() => labSettings(denoise.options, { learningRate: "fast" })).toThrow(
    '--learning-rate must be a number above 0, but it is "fast".',
  );
});

test("a lab's message names its options as on the command line, but leaves words of English alone", () => {
  expect(withFlags("learningRate 5 is too high; lower learningRate.", denoise)).toBe(
    "--learning-rate 5 is too high; lower --learning-rate.",
  );
  expect(withFlags("dropout 0.5 acts between layers, but there is one.", denoise)).toBe(
    "--dropout 0.5 acts between layers, but there is one.",
  );
  expect(withFlags("Name another with the option test or learningRate.", denoise)).toBe(
    "Name another with --test or --learning-rate.",
  );
  expect(withFlags("the option of waiting", denoise)).toBe("the option of waiting");
  expect(withFlags("test rows are missing.", denoise)).toBe("test rows are missing.");
});

test("every option of every lab keeps its name on the way through the command line", () => {
  for (const name of labs.flatMap(({ options }) => Object.keys(options))) {
    const option = new Option(flagOf(name));
    expect([option.attributeName(), option.negate]).toEqual([name, false]);
  }
});
