// What the page of many series has beside the styles of all pages.
export const manyStyle = `
.share { display: flex; gap: 2px; height: .6rem; margin: .9rem 0 .35rem; }
.share i { border-radius: 2px; background: var(--tone); }
.better { --tone: var(--better); } .no-better { --tone: var(--no-better); } .worse { --tone: var(--worse); } .unscored { --tone: var(--edge); }
.shares { display: flex; flex-wrap: wrap; gap: .1rem 1.3rem; list-style: none; margin: 0; padding: 0; font-size: .92rem; color: var(--muted); }
.shares li { margin: 0; }
.shares li::before { content: ""; display: inline-block; width: .6rem; height: .6rem; border-radius: 2px; background: var(--tone); margin-right: .45rem; }
.shares b { color: var(--ink); font-variant-numeric: tabular-nums; }
.multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(14.5rem, 1fr)); gap: 0 1.2rem; }
/* Names, notes and charts of a row stand at one height. */
.multiples figure { margin: 0 0 1rem; min-width: 0; display: grid; grid-row: span 3; grid-template-rows: subgrid; }
.multiples .note { margin: 0 0 .2rem; font-size: .8rem; line-height: 1.35; }
.multiples .plot { max-width: 22rem; }
#find input {
  font: inherit; color: inherit; width: min(20rem, 100%); padding: .35rem .6rem; margin-left: .4rem;
  background: var(--raised); border: 1px solid var(--edge); border-radius: 6px;
}
#find output { color: var(--muted); font-size: .9rem; margin-left: .4rem; }
.series { width: 100%; }
.series tbody th { white-space: nowrap; }
.series td:nth-child(5) { text-align: left; white-space: normal; min-width: 8rem; }
.series thead th:nth-child(5) { text-align: left; }
.series .b { color: var(--better); font-weight: 600; } .series .w { color: var(--worse); font-weight: 600; } .series .u { color: var(--muted); }
/* What is found is shown, whether it was folded or not. */
.scroll:has(> .found) + .more { display: none; }
.scroll:has(+ .more:not([open])) .found .rest { display: table-row-group; }
`;
