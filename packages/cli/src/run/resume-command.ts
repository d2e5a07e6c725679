import { printable } from "../terminal/terminal.ts";

/** A path as a shell reads it: in quotes where it holds more than plain signs. */
function quotePath(path: string, platform: NodeJS.Platform): string {
  if (/^[\w@%+=:,./\\-]+$/.test(path) && !path.startsWith("-")) return path;
  // A backslash before the quote would be taken for a quote within.
  if (platform === "win32") return `"${path.replace(/\\+$/, "")}"`;
  return `'${path.replaceAll("'", "'\\''")}'`;
}

/** The command that goes on with a forecast; on its data at another place, which `file` stands for. */
export function resumeCommand(folder: string, file?: string, platform = process.platform): string {
  const path = folder.startsWith("-") ? `./${folder}` : folder;
  return `recurra forecast ${file === undefined ? "" : `${file} `}--resume ${quotePath(printable(path), platform)}`;
}
