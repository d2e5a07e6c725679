// Which settings of a forecast say how its file is read: the others say what is done with what was read.

/** Names as the library has them. */
export const READING: readonly string[] = [
  ...["part", "encoding", "delimiter", "header", "skipFirst", "skipLast", "comment", "wide", "where"],
  ...["time", "dateOrder", "timeFormat", "timeZone", "decimal", "missing", "units", "categories"],
];

type Texts = Readonly<Record<string, string>>;

/** The settings by which the file is read, in the order of their names. */
export function readingOf(settings: Texts): Texts {
  const names = Object.keys(settings).filter((name) => READING.includes(name));
  return Object.fromEntries(names.sort().map((name) => [name, settings[name]]));
}

/** The settings of the experiment. */
export function experimentOf(settings: Texts): Texts {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !READING.includes(name)));
}

/** Whether a file is read in the same way. */
export function sameReading(one: Texts, other: Texts): boolean {
  return JSON.stringify(readingOf(one)) === JSON.stringify(readingOf(other));
}

/** Names of columns out of a setting: "Open,Volume", with quotes around a name that holds a comma. */
export function namesIn(text = ""): string[] {
  return [...text.matchAll(/\s*(?:"([^"]*)"|([^,]*))\s*(?:,|$)/g)]
    .filter((match) => match[0] !== "")
    .map((match) => (match[1] ?? match[2]).trim())
    .filter((name) => name !== "");
}

/** The same the other way round. */
export function namesAsText(names: readonly string[]): string {
  return names.map((name) => (name.includes(",") ? `"${name}"` : name)).join(",");
}
