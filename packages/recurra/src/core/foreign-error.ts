/** What an error of an engine or another library says, on one line. Only for people: nothing may be read out of it. */
export function wordForeign(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return said.split("\n", 1)[0];
}
