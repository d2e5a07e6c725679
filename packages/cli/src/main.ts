import { program } from "./program.ts";
import { exitCode, failed, say } from "./terminal/failure.ts";

/** Runs the command line of this process; resolves to the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  // A reader that has seen enough (`recurra ... | head`) is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    say(`the result could not be written to stdout (${error.code}); a run folder that was made is whole.`);
    process.exit(exitCode.failed);
  });
  // A terminal that was closed, or `2>&1 | head`: nobody hears what is said, and the work goes on.
  process.stderr.on("error", () => {});
  return command(argv);
}

/** Runs one command; resolves to the exit code. Nothing heavy is imported before a command needs it. */
export async function command(argv: readonly string[]): Promise<number> {
  let code = 0;
  try {
    const labs = argv.includes("lab") ? (await import("@recurra/labs")).labs : [];
    const tree = program((result) => {
      code = result;
    }, labs);
    await tree.parseAsync(withHelp(argv), { from: "user" });
  } catch (error) {
    code = await failed(error);
  }
  return code;
}

/** `help lab denoise` asks for what `lab denoise --help` prints; commander's own help knows but one word. */
function withHelp(argv: readonly string[]): readonly string[] {
  const [first, ...words] = argv;
  return first === "help" && words.length > 1 ? [...words, "--help"] : argv;
}
