import { Command } from "commander";
import { addCsvOptions } from "../input/csv-options.ts";
import { WITH_OPTION } from "../input/module-files.ts";
import type { InspectOptionTexts } from "./settings.ts";

const EXAMPLES = `
Examples:
  recurra inspect model.safetensors      what a model holds: layers, columns, windows, training
  recurra inspect from-pytorch.safetensors
  recurra inspect prices.csv             what a table holds: clock, columns, first rows, and a line to forecast it

Exit codes: 0 done, 2 wrong usage or bad input.`;

/** `recurra inspect FILE`. `done` is called with the exit code. */
export function inspectCommand(done: (code: number) => void): Command {
  const command = new Command("inspect")
    .description(
      "Show what is in a model file, in a safetensors file of another program, or in a table, and how to forecast it.",
    )
    .argument("<file>", "model file, or CSV, JSON or workbook; - for standard input");
  addCsvOptions(command);
  return command
    .option(...WITH_OPTION)
    .option("--json", "print one JSON document to stdout and nothing else")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, texts: InspectOptionTexts) => {
      const { inspect } = await import("./inspect.ts");
      done(await inspect(file, texts));
    });
}
