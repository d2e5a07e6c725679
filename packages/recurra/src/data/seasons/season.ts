/** A season: after so many rows the pattern comes again. */
export interface Season {
  /** Rows of the clock's grid in one; a part of a row where the calendar has one: 365.25 days in a year. */
  readonly rows: number;
  /** "a day", "a week"; "48 rows" where no period of the calendar is as long. */
  readonly name: string;
}
