import type { Lab, LabOption } from "@recurra/labs";
import { Command, Option } from "commander";
import { nearestNames, quoteCell } from "recurra/core";
import { NARROW_OPTION } from "../input/wide-vectors.ts";
import { exitCode, UsageError } from "../terminal/failure.ts";
import { terminalWidth } from "../terminal/terminal.ts";
import { flagOf } from "../terminal/wording.ts";
import { bundledName, defaultText, type LabOptionTexts, type LabRunTexts } from "./settings.ts";

const JSON_OPTION = ["--json", "print one JSON document to stdout and nothing else"] as const;

const EXIT_CODES = "Exit codes: 0 done, 1 the work failed, 2 wrong usage or bad input, 130 interrupted.";

/** `recurra lab [name]`: without a name a list, with one an experiment. `done` is called with the exit code. */
export function labCommand(done: (code: number) => void, labs: readonly Lab[]): Command {
  const command = new Command("lab")
    .description("Run an experiment with recurrent networks and see it learn; without a name, list them.")
    .usage("[name] [options]")
    .argument("[name]", "the experiment")
    .option(...JSON_OPTION)
    .helpCommand(false)
    .allowExcessArguments()
    // Else the options of a lab whose name is misspelt would be what is found wrong.
    .allowUnknownOption()
    .action(async (name: string | undefined, { json }: LabRunTexts) => {
      if (name?.startsWith("-")) throw misplacedOption(name);
      if (name !== undefined) throw unknownLab(name, labs);
      const { labList, labListJson } = await import("./list.ts");
      process.stdout.write(json ? labListJson(labs) : labList(labs, terminalWidth()));
      done(exitCode.done);
    });
  for (const lab of labs) command.addCommand(oneLab(done, lab, labs));
  return command;
}

function oneLab(done: (code: number) => void, lab: Lab, labs: readonly Lab[]): Command {
  const command = new Command(lab.name)
    .summary(lab.about)
    .description(`${lab.title}\n\n${lab.about}`)
    .usage("[options]")
    .addHelpText("after", `\n${EXIT_CODES}`);
  for (const [name, option] of Object.entries(lab.options)) command.option(flags(name, option), help(option));
  const reads = lab.data === undefined ? lab.sound : `${lab.data} (default: ${bundledName(lab)}, bundled)`;
  const data = new Option("--data <file>", reads);
  return command
    .addOption(reads === undefined ? data.hideHelp() : data)
    .option("--threads <n|auto>", "threads that train; the result is the same for any number", "auto")
    .option("--fast", "use relaxed SIMD: faster, but not the same bits on every machine")
    .option("--native", "multiply wide layers with this machine's BLAS (OpenBLAS, Accelerate, MKL; needs koffi)")
    .option(...NARROW_OPTION)
    .option("--code <folder>", "write its program as a project that runs, and run nothing")
    .option("--out <folder>", "run folder (default: a new one under runs/)")
    .option("--quiet", "no progress bar")
    .option(...JSON_OPTION)
    .action(async () => {
      // --json before the name belongs to the command above.
      const texts: LabOptionTexts = command.optsWithGlobals();
      if (texts.data !== undefined && reads === undefined) throw noData(lab, labs);
      if (texts.code !== undefined) {
        const { writeLabCode } = await import("./lab-code.ts");
        done(writeLabCode(lab, texts, givenTo(command)));
        return;
      }
      const { runLab } = await import("./lab.ts");
      done(await runLab(lab, texts));
    });
}

/** The options that stand on the command line. */
function givenTo(command: Command): string[] {
  return Object.keys(command.opts()).filter((name) => command.getOptionValueSource(name) === "cli");
}

function flags(name: string, { placeholder }: LabOption<unknown>): string {
  return placeholder === undefined ? flagOf(name) : `${flagOf(name)} <${placeholder}>`;
}

function help(option: LabOption<unknown>): string {
  const text = defaultText(option);
  return text === "" ? option.effect : `${option.effect} (default: ${text})`;
}

function unknownLab(name: string, labs: readonly Lab[]): UsageError {
  const names = labs.map((lab) => lab.name);
  const [nearest] = nearestNames(name, names);
  const remedy = nearest === undefined ? `there are ${names.join(", ")}` : `did you mean ${nearest}?`;
  return new UsageError("USAGE_COMMAND", "", `there is no lab "${name}"`, { found: name, remedies: [remedy] });
}

function misplacedOption(option: string): UsageError {
  return new UsageError("USAGE_OPTION", "", `there is no option ${quoteCell(option)}`, {
    found: option,
    context: "The options of an experiment stand after its name",
  });
}

function noData(lab: Lab, labs: readonly Lab[]): UsageError {
  const readers = labs.filter(({ data, sound }) => data !== undefined || sound !== undefined).map(({ name }) => name);
  return new UsageError("USAGE_CONFLICT", "", `${lab.name} makes its own data, so there is no file to read`, {
    remedies: [
      "leave --data out",
      ...(readers.length === 0 ? [] : [`run a lab that reads a file: ${readers.join(", ")}`]),
    ],
  });
}
