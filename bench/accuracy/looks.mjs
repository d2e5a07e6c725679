// The log of looks at test rows: who has seen their scores cannot unsee them, so each look leaves a line that is committed.
import { execFileSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const LOG = fileURLToPath(new URL("looks.md", import.meta.url));

/** The short name of the commit, with a + where files have been changed since. */
export function commitName() {
  const git = (...args) =>
    execFileSync("git", args, { cwd: fileURLToPath(new URL(".", import.meta.url)), encoding: "utf8" }).trim();
  try {
    return (
      git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "--untracked-files=no") === "" ? "" : "+")
    );
  } catch {
    return "unknown";
  }
}

/** What follows these is the path of a file. */
const FILES = new Set(["--file", "--train", "--test"]);

/** The command without folders; names of columns may have slashes too. */
export function commandLine(args) {
  return args.map((arg, at) => (FILES.has(args[at - 1]) ? basename(arg.replaceAll("\\", "/")) : arg)).join(" ");
}

/** "- 2026-01-31, 1a2b3c4, `m4 ...`: Theta MASE 2.453, ...; ..." */
export function lookLine({ date, commit, command, scores }) {
  return `- ${date}, ${commit}, \`${command}\`: ${scores.join("; ")}\n`;
}

export function logLook(look) {
  appendFileSync(LOG, lookLine(look));
}
