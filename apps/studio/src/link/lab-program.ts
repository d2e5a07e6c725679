// The program of a lab, as its page copies it: the heart of the lab in short, on public entries, whose constants stand at its head. It is no run of the
// page, and says so with the command that is one.
import { asCommand } from "./as-command.ts";
import type { RunLink } from "./run-link.ts";

export function labProgram(link: RunLink, program: string): string {
  // A line of a comment ends where a setting has a line's end.
  const command = asCommand(link).replaceAll(/[\r\n\u2028\u2029]/g, " ");
  const head = [
    `// The run of the page is: ${command}`,
    "// Below is the lab in short, with constants of its own: yours to change.",
  ];
  return `${head.join("\n")}\n${program}`;
}
