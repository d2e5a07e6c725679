import { denoise, labs } from "@recurra/labs";
import { Option } from "commander";
import { expect, test } from "vitest";
import { flagOf } from "../terminal/wording.ts";
import { defaultText, labSettings } from "./settings.ts";

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
    'learningRate must be a number above 0, but it is "fast".',
  );
});

test("every option of every lab keeps its name on the way through the command line", () => {
  for (const name of labs.flatMap(({ options }) => Object.keys(options))) {
    const option = new Option(flagOf(name));
    expect([option.attributeName(), option.negate]).toEqual([name, false]);
  }
});
