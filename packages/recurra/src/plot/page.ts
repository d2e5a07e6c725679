// A picture as a page, in the look of the reports.

import { declared, html, lineColors, Markup } from "../drawing/index.ts";
import { FIGURE_CLASS, fitForXml } from "./colored.ts";

interface PageParts {
  readonly wide: Markup;
  readonly narrow: Markup;
  readonly tables: Markup;
}

const style = `
:root { color-scheme: light dark; ${declared(lineColors.light)} }
@media screen and (prefers-color-scheme: dark) { :root { ${declared(lineColors.dark)} } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
main { max-width: 52rem; margin: 0 auto; padding: 1.75rem 1.25rem 2.5rem; }
figure { margin: 0; }
.${FIGURE_CLASS} { display: block; max-width: 100%; height: auto; }
.narrow { display: none; }
details { margin-top: 1rem; }
details p { font-size: .92rem; max-width: 44rem; }
summary { cursor: pointer; color: var(--muted); font-size: .92rem; }
.scroll { overflow-x: auto; margin: .5rem 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; overflow-wrap: normal; }
caption { text-align: left; color: var(--muted); font-size: .875rem; padding-bottom: .3rem; }
th, td { padding: .25rem .9rem .25rem 0; text-align: right; border-bottom: 1px solid var(--grid); white-space: nowrap; font-weight: 400; }
thead th { color: var(--muted); font-weight: 600; font-size: .875rem; border-color: var(--edge); }
th:first-child { text-align: left; }
@media (max-width: 640px) {
  main { padding: 1rem; }
  .wide { display: none; }
  .narrow { display: block; }
}
@media print { details::details-content { content-visibility: visible; block-size: auto; } }
`;

/** A page in one file: nothing in it runs, and nothing is loaded. */
export function pageOf(title: string, description: string, { wide, narrow, tables }: PageParts): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${fitForXml(title === "" ? "A picture" : title)}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>
<figure>
<div class="wide">${wide}</div>
<div class="narrow">${narrow}</div>
</figure>
<details><summary>In words and numbers</summary>
<p>${fitForXml(description)}</p>
${tables}</details>
</main>
</body>
</html>
`.text;
}
