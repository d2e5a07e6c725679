// Names of months and weekdays in the languages in which files come. The table is committed: those of runtimes differ by version.
// English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Danish, Norwegian, Czech, Turkish, Russian, Indonesian.
// Source: Unicode CLDR 44, months of the Gregorian calendar, format and stand-alone, wide and abbreviated; in small letters without marks.

/** From January on; a month's names, the same in several languages once, and abbreviations that are no beginning of one. */
const months = [
  "january januar janner janvier enero gennaio janeiro januari styczen stycznia leden ledna ocak январь января",
  "february februar feber fevrier febrero febbraio fevereiro februari luty lutego unor unora subat февраль февраля",
  "march marz mars marzo marco maart mrt mrz marts marzec marca brezen brezna mart maret март марта",
  "april avril abril aprile kwiecien kwietnia duben dubna nisan апрель апреля",
  "may mai mayo maggio maio mei maj maja kveten kvetna mayis май мая",
  "june juni juin junio giugno junho czerwiec czerwca cerven cervna cvn haziran июнь июня",
  "july juli juillet julio luglio julho lipiec lipca cervenec cervence cvc temmuz июль июля",
  "august aout agosto augustus sierpien sierpnia augusti srpen srpna agustos agustus август августа",
  "september septembre septiembre setiembre settembre setembro wrzesien wrzesnia zari eylul сентябрь сентября",
  "october oktober octobre octubre ottobre outubro pazdziernik pazdziernika rijen rijna ekim октябрь октября",
  "november novembre noviembre novembro listopad listopada listopadu kasim ноябрь ноября",
  "december dezember decembre diciembre dicembre dezembro grudzien grudnia prosinec prosince desember aralik декабрь декабря",
];

const dayNames =
  "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag " +
  "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo " +
  "lunedi martedi mercoledi giovedi venerdi sabato domenica segunda terca quarta quinta sexta maandag dinsdag woensdag donderdag " +
  "vrijdag zaterdag zondag poniedzialek wtorek sroda czwartek piatek sobota niedziela mandag tisdag onsdag torsdag fredag lordag sondag " +
  "tirsdag pondeli utery streda ctvrtek patek nedele pazartesi sali carsamba persembe cuma cumartesi pazar " +
  "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс pt pzt cmt senin selasa rabu kamis jumat sabtu minggu";

let weekdays: readonly string[] | undefined;
let table: readonly (readonly [name: string, month: number])[] | undefined;
/** What names were looked up as: a column has few of them. */
const known = new Map<string, number | undefined>();

/** In small letters, without points and marks: "Déc." is "dec". */
function fold(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{M}.]/gu, "")
    .replace(/ı/g, "i")
    .replace(/ł/g, "l")
    .replace(/ø/g, "o");
}

/**
 * The month, from 1, that a name means: a whole one, or at least three letters that begin names of one month alone ("jui" begins "juin" and
 * "juillet"); undefined for other texts.
 */
export function monthNamed(name: string): number | undefined {
  if (known.has(name)) return known.get(name);
  if (known.size > 1000) known.clear();
  const month = lookUp(fold(name));
  known.set(name, month);
  return month;
}

function lookUp(folded: string): number | undefined {
  if (folded.length < 3) return undefined;
  table ??= months.flatMap((names, i) => names.split(" ").map((name) => [fold(name), i + 1] as const));
  const begun = table.filter(([name]) => name.startsWith(folded));
  const whole = begun.find(([name]) => name === folded);
  if (whole !== undefined) return whole[1];
  const of = new Set(begun.map(([, month]) => month));
  return of.size === 1 ? begun[0][1] : undefined;
}

/** Whether a word is the name of a weekday, or its first two letters or more. */
export function isWeekday(word: string): boolean {
  const folded = fold(word);
  weekdays ??= dayNames.split(" ").map(fold);
  return folded.length >= 2 && weekdays.some((name) => name.startsWith(folded));
}
