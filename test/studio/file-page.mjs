// The page of a file on its way to a forecast, as the checks read it.

/** A date, so many days behind the first. */
export const day = (n) => new Date(864e5 * (18_000 + n)).toISOString().slice(0, 10);
export const start = (page, origin) => page.goto(`${origin}#v=0.1.0&run=forecast`);
/** Waits until the file is told of, and gives the facts of it. */
export async function facts(page, name) {
  await page.locator("dl.facts dd", { hasText: name }).first().waitFor();
  return page.locator("dl.facts").textContent();
}
/** The settings of the link that the page shows. */
export const settings = (page) =>
  Object.fromEntries(
    [...new URLSearchParams(new URL(page.url()).hash.slice(1))]
      .filter(([name]) => name.startsWith("s."))
      .map(([name, value]) => [name.slice(2), value]),
  );
