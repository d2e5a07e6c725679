// What axe finds wrong with a page, in light and in dark.
import { readFileSync } from "node:fs";

const source = () => readFileSync(new URL("../chromium/node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** A line for each thing that axe finds; colours are looked at in both themes. `what`: the view, for the lines. */
export async function axeFinds(page, what) {
  const found = [];
  for (const [colorScheme, rules] of [["light"], ["dark", ["color-contrast", "link-in-text-block"]]]) {
    await page.emulateMedia({ colorScheme });
    // Its script runs in the page's world as the debugger's, which no policy of the page hinders.
    if (!(await page.evaluate("typeof axe !== 'undefined'"))) await page.evaluate(source());
    const { violations } = await page.evaluate(
      (rules) => globalThis.axe.run(document, rules ? { runOnly: { type: "rule", values: rules } } : {}),
      rules,
    );
    for (const { id, help, nodes } of violations) {
      const places = nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `${html.slice(0, 160)} (${failureSummary.split("\n").at(1)?.trim()})`);
      found.push(`${what}, ${colorScheme}: ${id}: ${help}, ${nodes.length} times:\n  ${places.join("\n  ")}`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}
