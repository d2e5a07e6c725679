// What there is to know about a place in a text that a unit may hold: whether it lies within quotation marks, how far the line has come.

/** One number for each character of a text, to be compared with what a unit holds there. */
export interface Trait {
  readonly id: string;
  /** "within quotation marks". */
  readonly name: string;
  readonly values: Float64Array;
}

/** How a text opens and closes what somebody says. */
const QUOTES: readonly (readonly [open: string, close: string])[] = [
  ["\u201c", "\u201d"],
  ["\u201e", "\u201c"],
  ["\u00ab", "\u00bb"],
  ["`", "'"],
  ["\u2018", "\u2019"],
  ['"', '"'],
];

const LETTER = /^\p{L}$/u;

/**
 * 1 from an opening quotation mark to the closing one, else 0. The marks are the kind that opens most often in the text. An empty line closes
 * what was left open; a mark between two letters is an apostrophe.
 */
function findQuotes(signs: readonly string[]): Float64Array {
  const openings = QUOTES.map(([open]) => signs.filter((sign) => sign === open).length);
  const [open, close] = QUOTES[openings.indexOf(Math.max(...openings))];
  const inside = new Float64Array(signs.length);
  let within = false;
  for (const [at, sign] of signs.entries()) {
    const apostrophe = sign === close && LETTER.test(signs[at - 1] ?? "") && LETTER.test(signs[at + 1] ?? "");
    if (sign === "\n" && signs[at - 1] === "\n") within = false;
    if (!within && sign === open) within = true;
    else if (within && sign === close && !apostrophe) {
      inside[at] = 1;
      within = false;
      continue;
    }
    inside[at] = within ? 1 : 0;
  }
  return inside;
}

/** How many signs have passed since the last one that `restarts`. */
function countSince(signs: readonly string[], restarts: (sign: string) => boolean): Float64Array {
  let since = 0;
  return Float64Array.from(signs, (sign) => {
    since = restarts(sign) ? 0 : since + 1;
    return since;
  });
}

const isSpace = (sign: string | undefined) => sign === " " || sign === "\n";

/** The traits of each place of a text, after its character has been read. */
export function findTraits(signs: readonly string[]): Trait[] {
  return [
    { id: "quotes", name: "within quotation marks", values: findQuotes(signs) },
    { id: "line", name: "how far the line has come", values: countSince(signs, (sign) => sign === "\n") },
    { id: "word", name: "letters since the word began", values: countSince(signs, (sign) => !LETTER.test(sign)) },
    {
      id: "space",
      name: "a space or a line's end comes next",
      values: Float64Array.from(signs, (_, at) => (isSpace(signs[at + 1]) ? 1 : 0)),
    },
  ];
}
