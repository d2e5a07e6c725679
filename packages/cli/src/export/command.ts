import { Command } from "commander";
import { WITH_OPTION } from "../input/module-files.ts";
import type { ExportOptionTexts } from "./settings.ts";

const EXAMPLES = `
Examples:
  recurra export model.safetensors --onnx prices.onnx --scaling
  recurra export model.safetensors --onnx network.onnx --states
  recurra export model.safetensors --onnx prices.onnx --scaling --force --json
  recurra export model.safetensors --onnx own.onnx --inputs "x=batch,20,3"

With --scaling, windows go in and forecasts come out in the units of the data; without it, the graph is the network alone, on
normalised numbers. A file that is there already is kept unless --force is given. docs/onnx.md has programs that run the result.

Exit codes: 0 done, 1 the work failed, 2 wrong usage or bad input.`;

/** `recurra export MODEL`. `done` is called with the exit code. */
export function exportCommand(done: (code: number) => void): Command {
  return new Command("export")
    .description("Write a model as ONNX, which other runtimes and languages run.")
    .argument("<model>", "model file, model.safetensors")
    .requiredOption("--onnx <file>", "file to write")
    .option("--scaling", "put the scaling of a forecaster into the graph: inputs and outputs in the units of the data")
    .option("--states", "take states in and give them out, to run one step after another")
    .option("--lengths", "take the true lengths of padded sequences in (a recurrent network or an encoder-decoder)")
    .option("--horizon <steps>", "steps that an encoder-decoder writes; needed for one")
    .option(
      "--inputs <sizes>",
      "what goes in, where the network is a program's own: it is run, and what ran is written",
    )
    .option(...WITH_OPTION)
    .option("--force", "replace the file if it is there")
    .option("--json", "print one JSON document to stdout and nothing else")
    .addHelpText("after", EXAMPLES)
    .action(async (model: string, texts: ExportOptionTexts) => {
      const { exportModel } = await import("./export.ts");
      done(await exportModel(model, texts));
    });
}
