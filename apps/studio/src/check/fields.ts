// The settings of a file that have a field, with what each does. Words have a list.

export interface Field {
  /** As the library has it, and the link. */
  readonly name: string;
  readonly label: string;
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
  { name: "time", label: "Time", effect: "the column that is the clock; two together as Date,Time", words: [] },
  {
    name: "dateOrder",
    label: "Order of dates",
    effect: "of dates such as 1/2/2020",
    words: [
      ["dmy", "day, month, year"],
      ["mdy", "month, day, year"],
      ["ymd", "year, month, day"],
    ],
  },
  { name: "timeFormat", label: "Form of times", effect: "in the letters of strftime: %d.%m.%Y %H:%M" },
  {
    name: "timeZone",
    label: "Time zone",
    effect: "whose clocks the times show; as they stand unless given",
    often: ["Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Tokyo", "UTC"],
  },
  {
    name: "decimal",
    label: "Decimal sign",
    effect: "1.5 or 1,5",
    words: [
      [".", "point: 1.5"],
      [",", "comma: 1,5"],
    ],
  },
  {
    name: "delimiter",
    label: "Between cells",
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
    label: "Names of columns",
    effect: "whether the first line has them",
    words: [
      ["first", "in the first line"],
      ["none", "none: columns are numbered"],
    ],
  },
  { name: "skipFirst", label: "Lines to skip above", effect: "lines above the table" },
  { name: "skipLast", label: "Lines to skip below", effect: "lines below the table" },
  { name: "comment", label: "Comment sign", effect: "lines that begin with it are left out" },
  {
    name: "missing",
    label: "Marks for no value",
    effect: "numbers or words: -9999,M",
    often: ["-9999", "-999", "0", "M"],
  },
  { name: "units", label: "Units", effect: "what words around numbers count: MB=1,GB=1000" },
  { name: "where", label: "Only rows where", effect: "one series of several: Store=1" },
  { name: "wide", label: "Series in rows", effect: "each row is a series, each column a step", words: YES_NO },
  { name: "part", label: "Part", effect: "sheet of a workbook, file of an archive, table of a JSON" },
  {
    name: "encoding",
    label: "Encoding",
    effect: "of the text",
    often: ["utf-8", "windows-1252", "windows-1251", "iso-8859-2", "shift_jis", "gbk", "utf-16le"],
  },
];

/** What is done with the rows. */
export const PREPARING_FIELDS: readonly Field[] = [
  { name: "sort", label: "Sort", effect: "rows by their times", none: "no: as they stand", words: [["true", "yes"]] },
  {
    name: "resample",
    label: "Steps of time",
    effect: "one row for each: the mean; 1h:sum or 1h:last for another",
    often: ["15min", "1h", "1d", "1w", "1mo"],
  },
  {
    name: "repair",
    label: "Missing cells",
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
    label: "Missing times",
    effect: "puts them in as rows, and fills all missing cells",
    none: "nothing",
    words: [
      ["seasonal", "repeat the season"],
      ["forward-fill", "repeat the value before"],
      ["linear", "draw a line across"],
    ],
  },
];
