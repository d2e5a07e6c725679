// The script that kills forecasts asks for every option that the command has.
import { expect, test } from "vitest";
import { forecastCommand } from "../packages/cli/src/forecast/command.ts";

test("each option of forecast stands among those that runs are killed with", async () => {
  const scenes = new URL("./kills/scenes.mjs", import.meta.url).href;
  const { flagsAsked } = (await import(scenes)) as { readonly flagsAsked: () => ReadonlySet<string> };
  const flags = forecastCommand(() => {}).options.map(({ long }) => long ?? "");
  expect(flags.length).toBeGreaterThan(40);
  // It keeps nothing that a kill could spoil.
  const keeping = flags.filter((flag) => flag !== "--stop-step");
  expect(keeping.filter((flag) => !flagsAsked().has(flag))).toEqual([]);
});
