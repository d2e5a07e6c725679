import { Command } from "commander";
import type { StudioOptionTexts } from "./option-texts.ts";

const EXAMPLES = `
Examples:
  recurra studio
  recurra studio prices.csv            # with this file on the page
  recurra studio --port 0 --json
  recurra studio --export site         # the page as plain files, for any web host

The page and everything on it come from this machine: open the address in a browser, pick a lab, press Play. The network is trained in
the browser, and nothing leaves it. Ctrl-C ends the server.

Exit codes: 0 ended, 1 the work failed, 2 wrong usage or bad input.`;

/** `recurra studio`. `done` is called with the exit code. */
export function studioCommand(done: (code: number) => void): Command {
  return new Command("studio")
    .description("Watch recurrent networks learn, in a page of the browser.")
    .argument("[file]", "a table to open on the page")
    .option("--port <n>", "port to listen on; 0 takes one that is free", "8090")
    .option("--export <folder>", "write the page as plain files into a new or empty folder, and end")
    .option("--json", "print the address, or what was written, as one JSON document")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string | undefined, texts: StudioOptionTexts) => {
      const { studio } = await import("./studio.ts");
      done(await studio(file, texts));
    });
}
