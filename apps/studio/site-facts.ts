// What the page shows before its Worker is there, found when it is built: the labs with their settings, and the look of the reports.
import { labs } from "@recurra/labs";
import { styleSheet } from "@recurra/report";
import type { LabFacts } from "./src/engine/lab-facts.ts";

export const labFacts: readonly LabFacts[] = labs.map(({ name, title, about, data, bundled, options, dial }) => ({
  name,
  title,
  about,
  ...(data !== undefined && { file: bundled?.file ?? "aapl.csv" }),
  ...(dial && { dial }),
  options: Object.entries(options)
    .filter(([option]) => option !== "seed")
    .map(([option, { default: value, effect }]) => ({
      name: option,
      isFlag: typeof value === "boolean",
      default: String(value),
      effect,
    })),
}));

/** The short program behind each lab's page, by its name. */
export const labCode: Readonly<Record<string, string>> = Object.fromEntries(
  labs.flatMap(({ name, code }) => (code === undefined ? [] : [[name, code.text]])),
);

export const reportStyle: string = styleSheet;
