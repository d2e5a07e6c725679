// How wide a text will be. There is no screen to measure on when a page is made, so this errs to the wide side.

/** More than a drawing bears beside a bar or in a box. */
const MOST_LINES = 6;

/** Signs of a text that are measured: what is longer is wider than any page. */
const MEASURED = 2000;

/** About the width of a text in pixels, in the page's sans-serif at the given font size. */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text.length > MEASURED ? text.slice(0, MEASURED) : text) ems += emsOf(character);
  return ems * fontSize;
}

function emsOf(character: string): number {
  if (/[ijlI.,:;'|!()[\]{}ftr\s]/.test(character)) return 0.36;
  if (/[mwMW@%—…]/.test(character)) return 0.95;
  if (/[A-Z&]/.test(character)) return 0.72;
  if (/[a-z0-9]/.test(character)) return 0.6;
  return (character.codePointAt(0) ?? 0) >= 0x1100 ? 1.1 : 0.68;
}

/** Pixels that rounding may have made of sums in another order. */
const ROUNDING = 1e-9;

/** The text cut so that it is no wider than this; nothing is cut from one that fits. A text of any length is read as far as it fits. */
export function fitted(text: string, fontSize: number, width: number): string {
  const room = width / fontSize + ROUNDING;
  const cut = room - emsOf("…");
  let ems = 0;
  let kept = 0;
  let at = 0;
  for (const character of text) {
    ems += emsOf(character);
    at += character.length;
    if (ems <= cut) kept = at;
    if (ems > room) return `${text.slice(0, kept).trimEnd()}…`;
  }
  return text;
}

/**
 * The text in lines of at most this width, broken at spaces, and inside words that are wider than a line. What goes on behind the last of `most`
 * lines is cut. A text of any length is read as far as its lines go.
 */
export function wrapped(text: string, fontSize: number, width: number, most: number = MOST_LINES): string[] {
  const room = width / fontSize + ROUNDING;
  const lines: string[] = [];
  let line = "";
  let ems = 0;
  const end = (): void => {
    if (line !== "") lines.push(line);
    line = "";
    ems = 0;
  };
  for (const [word] of text.matchAll(/\S+/g)) {
    const own = wordEms(word, room);
    const whole = own > room ? undefined : own;
    const space = line === "" ? 0 : emsOf(" ");
    if (whole !== undefined && ems + space + whole <= room) {
      line = line === "" ? word : `${line} ${word}`;
      ems += space + whole;
      continue;
    }
    end();
    for (const character of whole === undefined ? word : []) {
      const its = emsOf(character);
      if (line !== "" && ems + its > room) end();
      if (lines.length > most) break;
      line += character;
      ems += its;
    }
    if (whole !== undefined) {
      line = word;
      ems = whole;
    }
    if (lines.length > most || (lines.length === most && line !== "")) break;
  }
  end();
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), fitted(`${lines[most - 1]} ${lines[most]}`, fontSize, width)];
}

/** The width of a word, or more than `room` as soon as it is. */
function wordEms(word: string, room: number): number {
  let ems = 0;
  for (const character of word) {
    ems += emsOf(character);
    if (ems > room) break;
  }
  return ems;
}
