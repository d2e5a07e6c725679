import { printable } from "../terminal/terminal.ts";

/** A path as a shell reads it: in quotes where it holds more than plain signs. */
function quoted(path: string): string {
  if (/^[\w@%+=:,./\\-]+$/.test(path) && !path.startsWith("-")) return path;
  return process.platform === "win32" ? `"${path}"` : `'${path.replaceAll("'", "'\\''")}'`;
}

/** The command that goes on with a forecast. */
export function resumeCommand(folder: string): string {
  const path = folder.startsWith("-") ? `./${folder}` : folder;
  return `recurra forecast --resume ${quoted(printable(path))}`;
}
