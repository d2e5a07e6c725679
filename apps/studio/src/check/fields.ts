// The settings of a file that have a field, with what each does. Words have a list.

export interface Field {
  /** As the library has it, and the link. */
  readonly name: string;
  readonly effect: string;
  /** What there is to choose: a value and its name. */
  readonly words?: readonly (readonly [value: string, name: string])[];
  /** What stands in a list where nothing is said. Default: "as found". */
  readonly none?: string;
  /** Values that are often meant; any other may be written. */
  readonly often?: readonly string[];
}

const YES_NO = [
  ["true", "yes"],
  ["false", "no"],
] as const;

/** How the file is read. */
export const READING_FIELDS: readonly Field[] = [
  { name: "time", effect: "the column that is the clock; two together as Date,Time", words: [] },
  {
    name: "dateOrder",

    effect: "of dates such as 1/2/2020",
    words: [
      ["dmy", "day, month, year"],
      ["mdy", "month, day, year"],
      ["ymd", "year, month, day"],
    ],
  },
  { name: "timeFormat", effect: "in the letters of strftime: %d.%m.%Y %H:%M" },
  {
    name: "timeZone",

    effect: "whose clocks the times show; as they stand unless given",
    often: ["Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Tokyo", "UTC"],
  },
  {
    name: "decimal",

    effect: "1.5 or 1,5",
    words: [
      [".", "point: 1.5"],
      [",", "comma: 1,5"],
    ],
  },
  {
    name: "delimiter",

    effect: "the sign that parts the cells of a line",
    words: [
      [",", "comma"],
      [";", "semicolon"],
      ["tab", "tab"],
      ["|", "bar |"],
      ["space", "blanks"],
    ],
  },
  {
    name: "header",

    effect: "whether the first line has them",
    words: [
      ["first", "in the first line"],
      ["none", "none: columns are numbered"],
    ],
  },
  { name: "skipFirst", effect: "lines above the table" },
  { name: "skipLast", effect: "lines below the table" },
  { name: "comment", effect: "lines that begin with it are left out" },
  {
    name: "missing",

    effect: "numbers or words: -9999,M",
    often: ["-9999", "-999", "0", "M"],
  },
  { name: "units", effect: "what words around numbers count: MB=1,GB=1000" },
  { name: "where", effect: "one series of several: Store=1" },
  { name: "wide", effect: "each row is a series, each column a step", words: YES_NO },
  { name: "part", effect: "sheet of a workbook, file of an archive, table of a JSON" },
  {
    name: "encoding",

    effect: "of the text",
    often: ["utf-8", "windows-1252", "windows-1251", "iso-8859-2", "shift_jis", "gbk", "utf-16le"],
  },
];

/** What is done with the rows. */
export const PREPARING_FIELDS: readonly Field[] = [
  { name: "sort", effect: "rows by their times", none: "no: as they stand", words: [["true", "yes"]] },
  {
    name: "resample",

    effect: "one row for each: the mean; 1h:sum or 1h:last for another",
    often: ["15min", "1h", "1d", "1w", "1mo"],
  },
  {
    name: "repair",

    effect: "what is done with them in the columns that are used",
    none: "nothing",
    words: [
      ["drop", "leave their rows out"],
      ["forward-fill", "repeat the value before"],
      ["linear", "draw a line across"],
    ],
  },
  {
    name: "fillGaps",

    effect: "puts them in as rows, and fills all missing cells",
    none: "nothing",
    words: [
      ["seasonal", "repeat the season"],
      ["forward-fill", "repeat the value before"],
      ["linear", "draw a line across"],
    ],
  },
];
