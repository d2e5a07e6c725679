import { Command } from "commander";
import type { StudioOptionTexts } from "./option-texts.ts";

const EXAMPLES = `
Examples:
  recurra studio
  recurra studio --port 0 --json

The page and everything on it come from this machine: open the address in a browser, pick a lab, press Play. The network is trained in
the browser, and nothing leaves it. Ctrl-C ends the server.

Exit codes: 0 ended, 2 wrong usage or bad input.`;

/** `recurra studio`. `done` is called with the exit code. */
export function studioCommand(done: (code: number) => void): Command {
  return new Command("studio")
    .description("Watch recurrent networks learn, in a page of the browser.")
    .option("--port <n>", "port to listen on; 0 takes one that is free", "8090")
    .option("--json", "print the address as one JSON document")
    .addHelpText("after", EXAMPLES)
    .action(async (texts: StudioOptionTexts) => {
      const { studio } = await import("./studio.ts");
      done(await studio(texts));
    });
}
