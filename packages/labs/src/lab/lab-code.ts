/** The program of a lab: one module on the public entries of recurra, which prints its numbers and writes its pictures beside it. */
export interface LabCode {
  readonly text: string;
  /** Files that it reads beside it, by their names in the package @recurra/labs: "aapl.csv". */
  readonly files: readonly string[];
}
