import { printable, wrap } from "../terminal/terminal.ts";
import type { ProjectFiles } from "./write-project.ts";

/** What was written, and the two commands to type. */
export function projectText(folder: string, files: ProjectFiles, width: number): string {
  const names = Object.keys(files).join(", ");
  const place = folder === "." ? [] : [`  cd ${quoted(folder)}`];
  return [
    "",
    wrap(printable(`In ${folder}: ${names}`), width),
    "",
    ...place,
    "  npm install",
    "  npm start",
    "",
    "",
  ].join("\n");
}

function quoted(path: string): string {
  return /^[\w./\\:~-]+$/.test(path) ? path : printable(JSON.stringify(path));
}

/** The same for programs. */
export function projectJson(folder: string, files: ProjectFiles): string {
  const document = {
    format: "recurra-project/1",
    folder,
    files: Object.keys(files),
    commands: ["npm install", "npm start"],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
