// `recurra lab NAME --code FOLDER`: the lab's program as a project that runs.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Lab } from "@recurra/labs";
import { checkNewFolder } from "../project/new-folder.ts";
import { projectFiles } from "../project/project.ts";
import { projectJson, projectText } from "../project/project-text.ts";
import { writeProject } from "../project/write-project.ts";
import { exitCode, UsageError } from "../terminal/failure.ts";
import { terminalWidth } from "../terminal/terminal.ts";
import { flagOf } from "../terminal/wording.ts";
import type { LabOptionTexts } from "./settings.ts";

/** Writes the project; resolves to the exit code. `given` are the names of the options that were set. */
export function writeLabCode(lab: Lab, { code: folder, json }: LabOptionTexts, given: readonly string[]): number {
  const path = String(folder);
  const other = given.find((name) => name !== "code" && name !== "json");
  if (other !== undefined) {
    throw new UsageError(
      "USAGE_CONFLICT",
      "",
      `--code writes the program as it is and runs nothing, so ${flagOf(other)} means nothing`,
      {
        remedies: ["leave it out, and change the line at the head of the program"],
      },
    );
  }
  checkNewFolder(`--code ${path}`, path);
  const { code } = lab;
  if (code === undefined) throw new UsageError("USAGE_VALUE", "", `the lab ${lab.name} has no program`);
  const program = `${lab.name}.js`;
  const files = projectFiles({
    folder: path,
    title: lab.title,
    program,
    about: [
      `\`${program}\`: the program. What a reader would change stands at its head.`,
      ...code.files.map((name) => `\`${name}\`: the data that it reads.`),
      `It prints its scores beside simple rivals, and writes its pictures: \`${lab.name}.html\` is the page to open.`,
    ],
    files: { [program]: `${code.text}\n`, ...Object.fromEntries(code.files.map((name) => [name, dataFile(name)])) },
  });
  writeProject(path, files);
  process.stdout.write(json === true ? projectJson(path, files) : projectText(path, files, terminalWidth()));
  return exitCode.done;
}

/** A file that comes with the labs. */
function dataFile(name: string): Uint8Array {
  return readFileSync(fileURLToPath(import.meta.resolve(`@recurra/labs/${name}`)));
}
