import type { Lab } from "@recurra/labs";
import { Command } from "commander";
import { exportCommand } from "./export/command.ts";
import { forecastCommand } from "./forecast/command.ts";
import { initCommand } from "./init/command.ts";
import { widenVectors } from "./input/wide-vectors.ts";
import { inspectCommand } from "./inspect/command.ts";
import { labCommand } from "./lab/command.ts";
import { predictCommand } from "./predict/command.ts";
import { runsCommand } from "./runs/command.ts";
import { serveCommand } from "./serve/command.ts";
import { studioCommand } from "./studio/command.ts";
import { requireKernels, requireReports } from "./terminal/node-flags.ts";
import { refuseWithUsageErrors } from "./terminal/usage-error.ts";
import { version } from "./terminal/version.ts";

const EXAMPLES = `
Examples:
  recurra forecast prices.csv --target Close --horizon 5
  recurra forecast prices.csv --target Close --inputs Close,Volume --json > result.json
  recurra forecast --help
  recurra predict model.safetensors prices.csv
  recurra inspect model.safetensors
  recurra export model.safetensors --onnx prices.onnx --scaling
  recurra serve model.safetensors --port 8080
  recurra lab
  recurra lab denoise
  recurra studio
  recurra init forecasts
  recurra runs`;

/** `done` is called with the exit code of the command that ran; `running`, before it runs or is refused, with the command. */
interface ProgramCallbacks {
  readonly done: (code: number) => void;
  readonly running: (command: Command) => void;
}

/** The command tree. `labs` are those that `lab` knows. */
export function buildProgram({ done, running }: ProgramCallbacks, labs: readonly Lab[]): Command {
  const root = new Command("recurra")
    .description("Forecasts from a CSV with a recurrent network, and says whether to believe them.")
    .version(version(), "-V, --version", "print the version")
    .helpCommand("help [command]", "print help for a command")
    .addHelpText("after", EXAMPLES);
  root.addCommand(forecastCommand(done));
  root.addCommand(predictCommand(done));
  root.addCommand(inspectCommand(done));
  root.addCommand(exportCommand(done));
  root.addCommand(labCommand(done, labs));
  root.addCommand(initCommand(done));
  root.addCommand(runsCommand(done));
  root.addCommand(serveCommand(done));
  root.addCommand(studioCommand(done));
  leaveErrors(root, running);
  return root.hook("preAction", async (_root, command) => {
    running(command);
    requireNode(command);
    await widenVectors(command);
  });
}

/** Whether Node was started so that this command can do its work. */
function requireNode(command: Command): void {
  const [name, above] = [command.name(), command.parent?.name()];
  if (above !== "runs" && name !== "runs") requireKernels();
  if (["forecast", "compare"].includes(name) || above === "lab") requireReports();
}

/** Errors become the one line that failure.ts writes; help and version still print, all of them in the same words. */
function leaveErrors(command: Command, running: ProgramCallbacks["running"]): void {
  const before = (): void => running(command);
  refuseWithUsageErrors(command, { before });
  command.helpOption("-h, --help", "print help").exitOverride((error) => {
    before();
    throw error;
  });
  for (const below of command.commands) leaveErrors(below, running);
}
