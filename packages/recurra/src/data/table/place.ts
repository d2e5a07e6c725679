/** "row 17 (line 18)": rows count from 1 after the header, lines from 1 with it. */
export function describePlace(row: number, line: number | undefined): string {
  return line === undefined ? `row ${row}` : `row ${row} (line ${line})`;
}
