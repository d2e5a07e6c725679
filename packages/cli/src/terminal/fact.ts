import { printable, wrap } from "./terminal.ts";

const INDENT = 10;

/** "data      aapl.csv: 1,260 rows": a title and what there is to say, in lines that fit into `width`. */
export function fact(title: string, text: string, width: number): string {
  const lines = wrap(printable(text), width, " ".repeat(INDENT));
  return title.padEnd(INDENT) + lines.slice(INDENT);
}
