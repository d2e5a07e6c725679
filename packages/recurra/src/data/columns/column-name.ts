// What the name of a column says about what it holds: "openTime" and "Week of year" in words, those of some languages as English ones.

/** Names of parts of times in the languages whose months are read, and as files of data write them. */
const names = {
  date: "datum fecha dteday дата tarih tanggal",
  time: "zeit uhrzeit",
  timestamp: "zeitstempel ts",
  unix: "epoch unixtime",
  year: "yr yy yyyy jahr annee année ano año anio anno jaar rok år yıl год tahun",
  quarter: "qtr quartal trimestre kwartaal kwartał čtvrtletí kvartal çeyrek квартал",
  month: "mo mon mnth mm monat mois mes mês mese maand miesiąc měsíc månad måned ay месяц bulan yearmonth yyyymm",
  week: "wk kw woche kalenderwoche isoweek weeks weekno yearweek yyyyww semaine semana settimana tydzień týden vecka uge uke hafta неделя minggu",
  dayofyear: "doy julian yday",
  day: "dd dy dom mday tag jour dia día giorno dag dzień den gün день hari",
  hour: "hr hh hrs hours heure hora ora stunde uur godzina hodina timme saat час",
  minute: "minutes min minuto minuut minuta minut",
  second: "seconds sec",
};

const meaning = new Map(
  Object.entries(names).flatMap(([name, others]) => others.split(" ").map((other) => [other, name] as const)),
);

/** The words of a name in lower case, each also as what it means. */
export function nameWords(column: string): ReadonlySet<string> {
  const words = column
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");
  return new Set(words.flatMap((word) => [word, meaning.get(word) ?? word]));
}
