// Months and days of the week as four languages write them.

interface Language {
  readonly months: readonly string[];
  readonly short: readonly string[];
  /** From Sunday. */
  readonly days: readonly string[];
  readonly shortDays: readonly string[];
  /** "3rd", "3.", "1er". */
  readonly ordinal: (day: number) => string;
}

function words(text: string): string[] {
  return text.split(" ");
}

function englishOrdinal(day: number): string {
  const tens = Math.floor(day / 10);
  const ending = tens === 1 ? undefined : ["", "st", "nd", "rd"][day % 10];
  return `${day}${ending || "th"}`;
}

export const languages = {
  en: {
    months: words("January February March April May June July August September October November December"),
    short: words("Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec"),
    days: words("Sunday Monday Tuesday Wednesday Thursday Friday Saturday"),
    shortDays: words("Sun Mon Tue Wed Thu Fri Sat"),
    ordinal: englishOrdinal,
  },
  de: {
    months: words("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    short: words("Jan. Feb. Mrz. Apr. Mai Jun. Jul. Aug. Sep. Okt. Nov. Dez."),
    days: words("Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag"),
    shortDays: words("So Mo Di Mi Do Fr Sa"),
    ordinal: (day) => `${day}.`,
  },
  fr: {
    months: words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    short: words("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
    days: words("dimanche lundi mardi mercredi jeudi vendredi samedi"),
    shortDays: words("dim. lun. mar. mer. jeu. ven. sam."),
    ordinal: (day) => (day === 1 ? "1er" : `${day}`),
  },
  es: {
    months: words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    short: words("ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic."),
    days: words("domingo lunes martes miércoles jueves viernes sábado"),
    shortDays: words("dom. lun. mar. mié. jue. vie. sáb."),
    ordinal: (day) => `${day}`,
  },
} as const satisfies Record<string, Language>;

export type LanguageName = keyof typeof languages;
