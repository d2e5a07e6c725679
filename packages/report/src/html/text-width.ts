// How wide a text will be. There is no screen to measure on when a page is made, so this errs to the wide side.

/** About the width of a text in pixels, in the page's sans-serif at the given font size. */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) ems += emsOf(character);
  return ems * fontSize;
}

function emsOf(character: string): number {
  if (/[ijlI.,:;'|!()[\]{}ftr\s]/.test(character)) return 0.36;
  if (/[mwMW@%—…]/.test(character)) return 0.95;
  if (/[A-Z&]/.test(character)) return 0.72;
  if (/[a-z0-9]/.test(character)) return 0.6;
  return (character.codePointAt(0) ?? 0) >= 0x1100 ? 1.1 : 0.68;
}

/** The text cut so that it is no wider than this; nothing is cut from one that fits. */
export function fitted(text: string, fontSize: number, width: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  const characters = Array.from(text);
  while (characters.length > 0 && textWidth(`${characters.join("")}…`, fontSize) > width) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

/** The text in lines of at most this width, broken at spaces, and inside words that are wider than a line. */
export function wrapped(text: string, fontSize: number, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  const fits = (candidate: string): boolean => textWidth(candidate, fontSize) <= width;
  for (let word of text.split(/\s+/).filter((word) => word !== "")) {
    if (line !== "" && fits(`${line} ${word}`)) {
      line = `${line} ${word}`;
      continue;
    }
    if (line !== "") lines.push(line);
    while (!fits(word) && Array.from(word).length > 1) {
      const characters = Array.from(word);
      let count = characters.length - 1;
      while (count > 1 && !fits(characters.slice(0, count).join(""))) count--;
      lines.push(characters.slice(0, count).join(""));
      word = characters.slice(count).join("");
    }
    line = word;
  }
  return line === "" ? lines : [...lines, line];
}
