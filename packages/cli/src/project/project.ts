// What every project has beside its program: a manifest that names this copy of recurra, and a page that says how to start it.

import { basename, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProjectFiles } from "./write-project.ts";

interface ProjectParts {
  /** The folder that it goes into, which gives it its name. */
  readonly folder: string;
  readonly title: string;
  /** The file that `npm start` runs. */
  readonly program: string;
  /** What is in it, for its README: each a line. */
  readonly about: readonly string[];
  readonly files: ProjectFiles;
}

/** The files of a project that runs after `npm install` and `npm start`. */
export function projectFiles({ folder, title, program, about, files }: ProjectParts): ProjectFiles {
  const manifest = {
    name: packageName(folder),
    private: true,
    type: "module",
    scripts: { start: `node ${program}` },
    dependencies: { recurra: `file:${ownCopy()}` },
  };
  const readme = [
    `# ${title}`,
    "",
    "```sh",
    "npm install   # once",
    "npm start",
    "```",
    "",
    ...about.map((line) => `- ${line}`),
    "",
    "`package.json` takes recurra from the copy that wrote this project. On another machine, install it from its file:",
    "`npm install ./recurra-VERSION.tgz`.",
    "",
  ];
  return { "package.json": `${JSON.stringify(manifest, null, 2)}\n`, "README.md": readme.join("\n"), ...files };
}

/** The folder of the library that this command line runs on. */
function ownCopy(): string {
  return dirname(dirname(fileURLToPath(import.meta.resolve("recurra")))).replaceAll("\\", "/");
}

/** A name that npm takes, and no name of what the project depends on. */
function packageName(folder: string): string {
  const plain = basename(resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 100);
  return plain === "" || plain === "recurra" ? "recurra-project" : plain;
}
