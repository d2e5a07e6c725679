import { counted } from "recurra/words";

interface Span {
  readonly rows: number;
  readonly first: string;
  readonly last: string;
  /** "row": the times are row numbers. */
  readonly clock: string;
  readonly step: string;
}

/** "1,260 rows, 2013-05-13 to 2018-05-11, step: business day"; "60 rows, row 1 to row 60" without times. */
export function spanWords({ rows, first, last, clock, step }: Span): string {
  if (clock === "row") return `${counted(rows, "row")}, row ${first} to row ${last}`;
  return `${counted(rows, "row")}, ${first} to ${last}, step: ${step}`;
}
