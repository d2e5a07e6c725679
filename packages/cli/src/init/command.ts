import { Command } from "commander";

const EXAMPLES = `
Examples:
  recurra init forecasts
  cd forecasts && npm install && npm start

Exit codes: 0 done, 1 the work failed, 2 wrong usage or bad input.`;

/** `recurra init FOLDER`. `done` is called with the exit code. */
export function initCommand(done: (code: number) => void): Command {
  return new Command("init")
    .description(
      "Make a project of your own: a series, a network, a training loop and a picture, in one program that runs.",
    )
    .argument("<folder>", "folder to make; it must be new or empty")
    .option("--json", "print one JSON document to stdout and nothing else")
    .addHelpText("after", EXAMPLES)
    .action(async (folder: string, { json }: { readonly json?: boolean }) => {
      const { initProject } = await import("./init.ts");
      done(initProject(folder, json === true));
    });
}
