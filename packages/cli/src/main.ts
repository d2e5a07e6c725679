import type { Command } from "commander";
import { buildProgram } from "./program.ts";
import { reportFailure, WriteError } from "./terminal/failure.ts";
import { requireKernels } from "./terminal/node-flags.ts";
import { speakAs } from "./terminal/wording.ts";

/** The command that runs in this process. */
let running: Command | undefined;

/** Runs the command line of this process; resolves to the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  // A reader that has seen enough (`recurra ... | head`) is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    const problem = `the result could not be written to stdout (${error.code}); a run folder that was made is whole`;
    process.exit(fail(new WriteError("WRITE_STDOUT", "", problem, { cause: error }), argv));
  });
  // A terminal that was closed, or `2>&1 | head`: nobody reads what is said, and the work goes on.
  process.stderr.on("error", () => {});
  return command(argv);
}

/** Runs one command; resolves to the exit code. Nothing heavy is imported before a command needs it. */
export async function command(argv: readonly string[]): Promise<number> {
  let code = 0;
  running = undefined;
  speakAs(running);
  try {
    if (argv.includes("lab")) requireKernels();
    const labs = argv.includes("lab") ? (await import("@recurra/labs")).labs : [];
    const done = (result: number): void => {
      code = result;
    };
    const start = (command: Command): void => {
      running = command;
      speakAs(command);
    };
    const tree = buildProgram({ done, running: start }, labs);
    await tree.parseAsync(withHelp(argv), { from: "user" });
  } catch (error) {
    code = fail(error, argv);
  }
  return code;
}

/** Tells the error as the command that runs was asked to; a line whose command is not known asks as they all would. */
function fail(error: unknown, argv: readonly string[]): number {
  const json = running?.optsWithGlobals().json ?? (running?.parent === null && argv.includes("--json"));
  return reportFailure(error, { json: json === true });
}

/** `help lab denoise` asks for what `lab denoise --help` prints; commander's own help knows but one word. */
function withHelp(argv: readonly string[]): readonly string[] {
  const [first, ...words] = argv;
  return first === "help" && words.length > 1 ? [...words, "--help"] : argv;
}
