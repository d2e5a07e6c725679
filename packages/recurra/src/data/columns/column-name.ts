// What the name of a column says about what it holds: "openTime" and "Week of year" in words, those of some languages as English ones.

const meaning: Readonly<Record<string, string>> = {
  ...{ datum: "date", fecha: "date", zeit: "time", uhrzeit: "time", heure: "hour", hora: "hour", stunde: "hour" },
  ...{
    zeitstempel: "timestamp",
    monat: "month",
    mois: "month",
    mes: "month",
    jahr: "year",
    annee: "year",
    ano: "year",
  },
  ...{
    yr: "year",
    yyyy: "year",
    mo: "month",
    mon: "month",
    mnth: "month",
    mm: "month",
    tag: "day",
    jour: "day",
    dia: "day",
  },
  ...{
    dd: "day",
    dom: "day",
    mday: "day",
    hr: "hour",
    hh: "hour",
    hrs: "hour",
    hours: "hour",
    minutes: "minute",
    min: "minute",
  },
  ...{ seconds: "second", sec: "second", wk: "week", kw: "week", woche: "week", isoweek: "week", weeks: "week" },
  ...{
    qtr: "quarter",
    quartal: "quarter",
    trimestre: "quarter",
    doy: "dayofyear",
    julian: "dayofyear",
    yday: "dayofyear",
  },
  ...{ ts: "timestamp", epoch: "unix", unixtime: "unix", dteday: "date", yearmonth: "month", yyyymm: "month" },
};

/** The words of a name in lower case, each also as what it means. */
export function nameWords(column: string): ReadonlySet<string> {
  const words = column
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");
  return new Set(words.flatMap((word) => (Object.hasOwn(meaning, word) ? [word, meaning[word]] : [word])));
}
