import { expect, test } from "vitest";
import { settingsOf } from "../lab/options.ts";
import { Watched } from "../lab/watched.ts";
import { tryDropout } from "./dropped.ts";
import { options } from "./settings.ts";

test("noise that is learned by heart costs on other waves, and dropped inputs keep a network from it", async () => {
  const run = tryDropout({ ...settingsOf(options), epochs: 45 }, {}, new Watched({}));
  let step = await run.next();
  while (!step.done) step = await run.next();
  const told = step.value.told as { name: string; training: number[]; others: number[] }[];
  expect(told.map(({ name }) => name)).toEqual(["without dropout", "0.5 of the last state", "0.2 of the inputs"]);
  const [without, , inputs] = told;
  expect(without.training).toHaveLength(90);
  expect(without.training.at(-1)!).toBeLessThan(0.05);
  expect(without.others.at(-1)!).toBeGreaterThan(1.5 * Math.min(...without.others));
  expect(inputs.others.at(-1)!).toBeLessThan(0.75 * without.others.at(-1)!);
});
