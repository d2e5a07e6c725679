// Times written in ways of their own, turned into usual ones: "2018年5月31日", "31/May/2018:14:00:00 +0200", "14:00 31/05/2018".

type Rewrite = readonly [pattern: RegExp, form: string | ((...parts: string[]) => string)];

/** In this order; each may prepare a later one. */
const rewrites: readonly Rewrite[] = [
  // What stands around a time: brackets, the apostrophe of a spreadsheet's text, a zone's name beside its offset, words.
  [/^\[([^[\]]*)\]$/, "$1"],
  [/^'(?=\d)/, ""],
  [/\s*\[[A-Za-z_]+(?:\/[A-Za-z_+-]+)+\]$/, ""],
  [/(?<=[+-]\d{4})\s*\([^()]*\)$/, ""],
  [/\s*(?:Uhr|hrs?\.?)$/i, ""],
  [/^(?:week|wk)\s+(?:of|ending|beginning|commencing|starting)\s+|^w\/[ecb]\s+/i, ""],
  [/^(\d{8})\.0+$/, "$1"],
  // Dates.
  [/^(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]/, "$1-$2-$3"],
  [/^(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]$/, "$1/$2"],
  [/^(\d{1,4})([./-])\s+(\d{1,2})\2\s+(\d{1,4})\.?(?=\s|$)/, "$1$2$3$2$4"],
  [/^(\d{4})([_ ])(\d{1,2})\2(\d{1,2})(?=[_\sT]|$)/, "$1-$3-$4"],
  [/^(\d{4}-\d{2}-\d{2})Z$/, "$1"],
  [/^([1-4])\.?\s*(?:Quartal|Quarter|Qtr\.?|Trimestre|Trim\.?|Kwarta[łl])[\s/]+(\d{4})$/i, "Q$1 $2"],
  [/^(\d{4})[-/\s]*(?:KW|CW|WK|Week)[-\s]*(\d{1,2})$/i, "$1-W$2"],
  [/^(?:KW|CW|WK|Week)[-\s]*(\d{1,2})[-/\s]+(\d{4})$/i, "W$1 $2"],
  // The quarters of those who write "trimestre".
  [/^(\d{4})[-:/\s]?T([1-4])$/, "$1-Q$2"],
  [/^T([1-4])[-:/\s]?(\d{4})$|^([1-4])T(\d{4})$/, (_, a, b, c, d) => `Q${a ?? c} ${b ?? d}`],
  [/^FY\s?(\d{4})$/i, "$1"],
  // Where the time of day stands, and how.
  [
    /^(?:\p{L}+\.?,?\s+)?(\p{L}{3}\s+\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s+(?:([A-Z]{3,4})\s+)?(\d{4})$/u,
    "$1 $4 $2 $3",
  ],
  [/^(\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp][Mm])?)[,\s]+(\d{1,4}([-/.])\d{1,2}\3\d{1,4})$/, "$2 $1"],
  [/(?<=\/\d{4}):(?=\d{2}:\d{2})/, " "],
  [/,\s*(?=\d{1,2}[:.h]\d{2})/, " "],
  [/^(\d{4}-\d{2}-\d{2})[-_](?=\d{2}:\d{2})/, "$1 "],
  [/^(\d{8})[_\s](\d{2}|\d{4}|\d{6})$/, "$1T$2"],
  [/^(\d{8})[-_]?(?=\d{2}:\d{2})/, "$1 "],
  [/(?<=\s\d{1,2})[.h](\d{2})(?:[.m](\d{2})s?)?$/, (_, minute, second) => `:${minute}:${second ?? "00"}`],
  [/^(\d{4}([-/.])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3\d{4})(?:\s+HE\s?|\s+)(\d{1,2})h?$/, "$1 $4:00"],
  [/(?<=\d\s*[AaPp])\.\s?([Mm])\.$/, "$1"],
  [
    /(?<=\d)\s*(?:GMT|UTC)\s?([+-])(\d{1,2})(?::?(\d{2}))?$/,
    (_, sign, hour, minute) => `${sign}${hour.padStart(2, "0")}:${minute ?? "00"}`,
  ],
];

/** The usual form of a text that may be a time; undefined where it has none other. */
export function usualForm(text: string): string | undefined {
  // Numbers and words pass by.
  if (!/(?:\d\D*){4}/.test(text) || /^[-+]?[\d.,]*(?<!\.0)$/.test(text)) return undefined;
  let form = text;
  for (const [pattern, to] of rewrites) form = form.replace(pattern, to as string);
  return form === text ? undefined : form.trim();
}
