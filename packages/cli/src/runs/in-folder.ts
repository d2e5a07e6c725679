import { asArgument } from "../terminal/wording.ts";

/** Where the commands make their folders. */
export const RUNS = "runs";

/** The option that a command line needs to find the runs of `folder`: nothing where they are made. */
export function inFolder(folder: string): string {
  return folder === RUNS ? "" : ` --in ${asArgument(folder)}`;
}
