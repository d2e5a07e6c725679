import { printable } from "../terminal/terminal.ts";

/** A path as a shell reads it: in quotes where it holds more than plain signs. */
function quotePath(path: string): string {
  if (/^[\w@%+=:,./\\-]+$/.test(path) && !path.startsWith("-")) return path;
  return process.platform === "win32" ? `"${path}"` : `'${path.replaceAll("'", "'\\''")}'`;
}

/** The command that goes on with a forecast; on its data at another place, which `file` stands for. */
export function resumeCommand(folder: string, file?: string): string {
  const path = folder.startsWith("-") ? `./${folder}` : folder;
  return `recurra forecast ${file === undefined ? "" : `${file} `}--resume ${quotePath(printable(path))}`;
}
