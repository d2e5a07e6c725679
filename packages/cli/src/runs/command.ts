import { Command } from "commander";
import { UsageError } from "../terminal/failure.ts";
import { inFolder } from "./in-folder.ts";
import type { CompareTexts, ListTexts, PruneTexts, RunsTexts } from "./settings.ts";

const LIST_EXAMPLES = `
Options of the list (recurra runs list --help): --in, --status, --command, --limit, --sort, --json.

Examples:
  recurra runs
  recurra runs --status failed,interrupted --limit 5
  recurra runs --json | jq '.runs[].name'
  recurra runs show 2d8595e
  recurra runs compare 2d8595e 8ee81c0 --out comparison.html
  recurra runs prune --keep 20 --older-than 30

RUN is a folder's name, a path, or the beginning of a name or of the short hash at its end.

Exit codes: 0 done, 1 the work failed, 2 wrong usage or bad input.`;

const PRUNE_NOTES = `
A run goes where every rule lets it go. Without --yes nothing is removed: what would go is shown. Runs that are running stay;
so do folders that are no runs, and runs with files in them that Recurra did not write. Links are not followed.

Examples:
  recurra runs prune --keep 20
  recurra runs prune --status failed,interrupted --older-than 7
  recurra runs prune --status failed --yes`;

const IN = ["--in <folder>", "the folder of the runs", "runs"] as const;
const JSON_OPTION = ["--json", "print one JSON document to stdout and nothing else"] as const;
const STATUS = "--status <status,...>";

/** `recurra runs [list|show|compare|prune]`. `done` is called with the exit code. */
export function runsCommand(done: (code: number) => void): Command {
  const runs = new Command("runs")
    .description("List the runs that were made, look into one, compare some, remove old ones.")
    .helpCommand(false)
    .addHelpText("after", LIST_EXAMPLES);
  runs.addCommand(list(done), { isDefault: true });
  runs.addCommand(show(done));
  runs.addCommand(compare(done));
  runs.addCommand(prune(done));
  return runs;
}

function list(done: (code: number) => void): Command {
  return new Command("list")
    .alias("ls")
    .description("List runs, the newest first (what `recurra runs` alone does).")
    .option(...IN)
    .option(STATUS, "only runs that are done, running, interrupted or failed")
    .option("--command <command>", 'only runs of a command: forecast, lab, or "lab denoise"')
    .option("--limit <n>", "at most so many")
    .option(
      "--sort <by>",
      "started, name, duration, size or score (with the lowest ratio to the best naive score first)",
      "started",
    )
    .option(...JSON_OPTION)
    .allowExcessArguments()
    .action(async (texts: ListTexts, command: Command) => {
      // As the default command, list gets whatever is no command.
      const [word] = command.args;
      if (word !== undefined) throw unknownWord(word, texts.in);
      const { listRuns } = await import("./list.ts");
      done(listRuns(texts));
    });
}

function unknownWord(word: string, folder: string): UsageError {
  return new UsageError("USAGE_COMMAND", "", `there is no command "runs ${word}"`, {
    found: word,
    context: `There are list, show, compare and prune; \`recurra runs show ${word}${inFolder(folder)}\` shows a run`,
  });
}

function show(done: (code: number) => void): Command {
  return new Command("show")
    .description("Show a run: settings, data, status, losses, scores, files, and how to go on with it.")
    .argument("[run]", "folder, name, or the beginning of a name or short hash (default: the newest)")
    .option(...IN)
    .option(...JSON_OPTION)
    .action(async (run: string | undefined, texts: RunsTexts) => {
      const { showRun } = await import("./show.ts");
      done(showRun(run, texts));
    });
}

function compare(done: (code: number) => void): Command {
  return new Command("compare")
    .description("Compare two to seven runs: what differs in their settings, scores, time and losses.")
    .argument("<run...>", "folders, names, or the beginnings of names or short hashes")
    .option(...IN)
    .option("--out <file.html>", "write the comparison as a page, with its curves")
    .option(...JSON_OPTION)
    .action(async (runs: string[], texts: CompareTexts) => {
      const { compareRuns } = await import("./compare.ts");
      done(await compareRuns(runs, texts));
    });
}

function prune(done: (code: number) => void): Command {
  return new Command("prune")
    .description("Remove run folders by rule; shows what would go, and removes it with --yes.")
    .option(...IN)
    .option("--keep <n>", "the newest n runs stay")
    .option("--older-than <days>", "only runs that started more days ago")
    .option(STATUS, "only runs that are done, interrupted or failed")
    .option("--yes", "remove them")
    .option(...JSON_OPTION)
    .addHelpText("after", PRUNE_NOTES)
    .action(async (texts: PruneTexts) => {
      const { pruneRuns } = await import("./prune.ts");
      done(pruneRuns(texts));
    });
}
