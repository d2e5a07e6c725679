// `recurra init FOLDER`: a project to begin with.

import { readFileSync } from "node:fs";
import { checkNewFolder } from "../project/new-folder.ts";
import { projectFiles } from "../project/project.ts";
import { projectJson, projectText } from "../project/project-text.ts";
import { writeProject } from "../project/write-project.ts";
import { exitCode } from "../terminal/failure.ts";
import { terminalWidth } from "../terminal/terminal.ts";
import { visitsCsv } from "./visits.ts";

/** Writes the project; resolves to the exit code. */
export function initProject(folder: string, json: boolean): number {
  checkNewFolder(folder, folder);
  const files = projectFiles({
    folder,
    title: "Forecast the next week",
    program: "forecast.js",
    about: [
      "`visits.csv`: two years of days, made by chance: a week's rhythm, a year's, and noise. Put a file of your own in its place.",
      "`forecast.js`: reads it, trains a GRU on all days but the last 60, forecasts each week of those beside the week before, and " +
        "draws `forecast.html`. What you would change first stands at its head.",
    ],
    files: {
      "forecast.js": readFileSync(new URL("../../templates/forecast.js", import.meta.url), "utf8"),
      "visits.csv": visitsCsv(),
    },
  });
  writeProject(folder, files);
  process.stdout.write(json ? projectJson(folder, files) : projectText(folder, files, terminalWidth()));
  return exitCode.done;
}
