// What the terminal can show.

import { styleText } from "node:util";

/** Columns to fit into; 100 where stdout is no terminal. */
export function terminalWidth(): number {
  return process.stdout.isTTY ? Math.max(20, process.stdout.columns || 80) : 100;
}

function colours(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR && FORCE_COLOR !== "0") return true;
  return process.stdout.isTTY === true && TERM !== "dumb";
}

export type Style = "bold" | "dim" | "green" | "yellow" | "red" | "blue" | "cyan" | "magenta";

/** Text in a style; plain where colours are not wanted (NO_COLOR) or not possible. */
export function styled(style: Style, text: string): string {
  return colours() ? styleText(style, text, { validateStream: false }) : text;
}

/**
 * Text as a terminal may safely show it: what would move the cursor, colour, ring or turn the reading direction is written as
 * \x1b or \u202e. Names of files and columns come from others.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (sign) => {
    const code = sign.charCodeAt(0).toString(16);
    return sign === "\n" ? "\\n" : code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
  });
}

/** Breaks text at spaces so that no line is longer than `width`, where words allow. */
export function wrap(text: string, width: number, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, indent + line].join("\n");
}
