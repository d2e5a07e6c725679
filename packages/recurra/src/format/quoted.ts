/** Whether a character ends a line, moves the cursor or turns the direction of writing. */
function unseen(code: number): boolean {
  if (code < 0x2028) return code < 32 || (code > 126 && code < 160) || code === 0x200e || code === 0x200f;
  return code < 0x202f || (code > 0x2065 && code < 0x206a);
}

/** A text out of a file in a message: on one line, with nothing in it that a terminal would obey. */
export function oneLine(text: string): string {
  let line = "";
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    line += unseen(code) ? `\\u${code.toString(16).padStart(4, "0")}` : text[i];
  }
  return line;
}

/** A name out of a file in a message: in quotation marks, on one line and not long. */
export function quoted(name: unknown): string {
  const text = JSON.stringify(name) ?? "missing";
  return oneLine(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}
