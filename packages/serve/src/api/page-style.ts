import { createHash } from "node:crypto";

/** The page's style sheet, in the colours of the reports. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: #fcfcfa; --raised: #ffffff; --ink: #1b1f24; --muted: #59616b; --grid: #e4e5e1; --edge: #d5d7d2; --link: #0068a8;
  --better: #00694b; --no-better: #855300; --worse: #a8321a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171a; --raised: #1b1f23; --ink: #e8eaec; --muted: #a0a8b1; --grid: #2b3036; --edge: #363c43; --link: #5cb8f0;
    --better: #4fd0a4; --no-better: #f0b858; --worse: #ff9478;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere; -webkit-text-size-adjust: 100%;
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
main { max-width: 46rem; margin: 0 auto; padding: 1.75rem 1.25rem 3rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; letter-spacing: -.01em; }
h2 { font-size: 1.2rem; line-height: 1.25; margin: 2.2rem 0 .6rem; }
p { margin: 0 0 .9rem; }
.lead, .note { color: var(--muted); }
.note { font-size: .875rem; }
.verdict {
  --tone: var(--no-better); margin: 1.5rem 0; padding: 1rem 1.25rem; background: var(--raised); border: 1px solid var(--edge);
  border-left: 6px solid var(--tone); border-radius: 6px;
}
.verdict.better { --tone: var(--better); }
.verdict.worse { --tone: var(--worse); }
.verdict p { margin: 0; }
.verdict .headline { margin-bottom: .3rem; color: var(--tone); font-size: 1.25rem; line-height: 1.3; font-weight: 700; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.4rem; margin: 0; }
dt { color: var(--muted); }
dd { margin: 0; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; max-width: 30rem; }
th, td { padding: .3rem .9rem .3rem 0; text-align: right; border-bottom: 1px solid var(--grid); font-weight: 400; }
th:first-child, td:first-child { text-align: left; }
td:last-child, th:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: .875rem; border-color: var(--edge); }
table + .note { margin-top: .6rem; }
tr.model th { font-weight: 600; }
a { color: var(--link); text-underline-offset: .15em; }
code { font: .875rem/1.5 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; }
pre {
  margin: 0 0 .9rem; padding: .8rem 1rem; background: var(--raised); border: 1px solid var(--edge); border-radius: 6px; overflow-x: auto;
}
pre code { overflow-wrap: normal; }
.addresses { list-style: none; margin: 0; padding: 0; }
.addresses li { display: grid; grid-template-columns: 19rem 1fr; gap: 0 1rem; padding: .3rem 0; border-bottom: 1px solid var(--grid); }
.addresses span { color: var(--muted); }
@media (max-width: 640px) {
  h1 { font-size: 1.55rem; }
  dl, .addresses li { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .5rem; }
}
`;

/** What the page may load: this style sheet, and nothing else. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(pageStyle).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
