import { declared, heatColors, lineColors } from "recurra/drawing";

// The page's style sheet.
export const style: string = `
:root {
  color-scheme: light dark;
  ${declared(lineColors.light)}
  --drift: #a8477f; --seasonal: #007a57;
  --band: #0068a83d; --trained: #0068a81f; --validated: #d9930033; --scored: #007a5726; --shade: #00000026;
  --better: #00694b; --no-better: #855300; --worse: #a8321a;
  --cell-ground: #dcebf7; --backward-ground: #f7e3d3; --head-ground: #d9efe5; --state-ground: #f6efcf; --output-ground: #ffffff; --input-ground: #ececea;
  ${declared(heatColors.light)}
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    ${declared(lineColors.dark)}
    --drift: #e08cbd; --seasonal: #3cc79a;
    --band: #5cb8f047; --trained: #5cb8f029; --validated: #f0b83e38; --scored: #3cc79a30; --shade: #00000080;
    --better: #4fd0a4; --no-better: #f0b858; --worse: #ff9478;
    --cell-ground: #173650; --backward-ground: #4d2f17; --head-ground: #123f31; --state-ground: #413a12; --output-ground: #1b1f23; --input-ground: #2c3136;
    ${declared(heatColors.dark)}
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere; -webkit-text-size-adjust: 100%;
}
main, footer { max-width: 52rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.75rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; letter-spacing: -.01em; }
h2 { font-size: 1.3rem; line-height: 1.25; margin: 2.5rem 0 .6rem; letter-spacing: -.005em; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p { margin: 0 0 .9rem; max-width: 44rem; }
header p, .note, footer { color: var(--muted); }
header p, .caption { max-width: none; }
.time { white-space: nowrap; }
.note { font-size: .875rem; }
.warning { color: var(--no-better); margin-top: .8rem; }
li { margin-bottom: .4rem; max-width: 43rem; }
ul, ol { padding-left: 1.3rem; }
.verdict {
  --tone: var(--no-better); margin-top: 1.5rem; padding: 1.1rem 1.35rem 1.15rem; background: var(--raised);
  border: 1px solid var(--edge); border-left: 6px solid var(--tone); border-radius: 6px;
}
.verdict.better { --tone: var(--better); }
.verdict.worse { --tone: var(--worse); }
.verdict .outcome { margin: 0 0 .35rem; color: var(--tone); font-size: 1.5rem; line-height: 1.25; font-weight: 700; }
.verdict .sentence { font-size: 1.1rem; }
.verdict > :last-child { margin-bottom: 0; }
.verdict li:last-child { margin-bottom: 0; }
/* A shade at an edge says that the table goes on there; the covers of the ground's colour move with the table. */
.scroll {
  overflow-x: auto; margin: 0 0 .9rem; background-color: var(--ground); background-repeat: no-repeat;
  background-image: linear-gradient(to right, var(--ground) 40%, transparent), linear-gradient(to left, var(--ground) 40%, transparent),
    linear-gradient(to right, var(--shade), transparent), linear-gradient(to left, var(--shade), transparent);
  background-position: left, right, left, right; background-size: 3rem 120%, 3rem 120%, .9rem 100%, .9rem 100%;
  background-attachment: local, local, scroll, scroll;
}
table { border-collapse: collapse; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.caption { color: var(--muted); font-size: .875rem; margin: 0 0 .4rem; }
th, td { padding: .32rem .9rem; text-align: right; border-bottom: 1px solid var(--grid); white-space: nowrap; }
.dense th, .dense td { padding-left: .45rem; padding-right: .45rem; }
th:first-child, td:first-child { text-align: left; padding-left: .1rem; }
thead th { color: var(--muted); font-weight: 600; font-size: .875rem; vertical-align: bottom; border-color: var(--edge); max-width: 14rem; white-space: normal; }
thead td { border-color: var(--edge); }
thead small { display: block; white-space: nowrap; font-weight: 400; font-size: .78rem; }
tbody th { font-weight: 400; }
tr.known td, tr.known th { color: var(--muted); }
tr.model th { font-weight: 600; }
tbody small { color: var(--muted); font-size: .78rem; }
.group th { color: var(--muted); font-size: .875rem; font-weight: 600; padding-top: .9rem; }
.scores { width: 100%; }
figure { margin: 1.75rem 0 0; }
h2 + figure { margin-top: .75rem; }
figure + .forecast { margin-top: 1.75rem; }
figcaption { font-weight: 600; font-size: .95rem; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; list-style: none; margin: .3rem 0 .1rem; padding: 0; font-size: .875rem; color: var(--muted); }
.legend li { display: flex; align-items: center; gap: .4rem; margin: 0; }
figure .note { margin: .2rem 0 .1rem; }
.legend svg { flex: none; }
.plot { display: block; width: 100%; height: auto; color: var(--muted); overflow: visible; }
.plot text, .plot tspan { white-space: pre; }
.narrow { display: none; max-width: 30rem; }
.stage { position: relative; }
.read { position: absolute; left: 0; bottom: 0; width: 100%; aspect-ratio: var(--wide, auto); padding: var(--wide-frame, 0); display: flex; -webkit-user-select: none; user-select: none; }
.read > div { display: flex; min-width: 0; }
.read label { flex: 1; min-width: 0; position: relative; cursor: crosshair; }
.read input { display: block; width: 100%; height: 100%; margin: 0; appearance: none; outline: none; cursor: inherit; }
.read u {
  position: absolute; z-index: 1; top: 0; left: calc(var(--p, 50%) + 10px); opacity: 0; pointer-events: none; white-space: nowrap;
  text-decoration: none; padding: .35rem .6rem; border: 1px solid var(--edge); border-radius: 4px; background: var(--raised);
  box-shadow: 0 1px 4px var(--shade); font-size: .8rem; line-height: 1.45; font-variant-numeric: tabular-nums;
}
.right u { left: auto; right: calc(100% - var(--p, 50%) + 10px); }
.read i { display: flex; justify-content: space-between; gap: 1.2rem; font-style: normal; font-weight: 600; }
.read i:empty { display: none; }
.read i::before { flex: 1; border-left: 3px solid var(--c1, transparent); padding-left: .4rem; color: var(--muted); font-weight: 400; content: var(--n1, ""); }
.read i:nth-of-type(2)::before { border-color: var(--c2, transparent); content: var(--n2, ""); }
.read i:nth-of-type(3)::before { border-color: var(--c3, transparent); content: var(--n3, ""); }
.read i:nth-of-type(4)::before { border-color: var(--c4, transparent); content: var(--n4, ""); }
.read i:nth-of-type(5)::before { border-color: var(--c5, transparent); content: var(--n5, ""); }
.read i:nth-of-type(6)::before { border-color: var(--c6, transparent); content: var(--n6, ""); }
.read i:nth-of-type(7)::before { border-color: var(--c7, transparent); content: var(--n7, ""); }
.read i:nth-of-type(8)::before { border-color: var(--c8, transparent); content: var(--n8, ""); }
.read i::after { content: var(--unit, ""); margin-left: -1.2rem; white-space: pre; font-weight: 400; }
.read label:hover input, .read:not(:hover) input:focus { background: linear-gradient(var(--muted), var(--muted)) var(--p, 50%) 0 / 1px 100% no-repeat; }
.read label:hover u, .read:not(:hover) input:focus + u { opacity: 1; }
.numbers { font-size: .875rem; margin-top: .3rem; }
.numbers > summary { color: var(--muted); cursor: pointer; }
.numbers > summary span { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
.sounds { list-style: none; margin: .5rem 0 0; padding: 0; }
.sounds li { max-width: none; margin: 0; padding: .55rem 0; border-top: 1px solid var(--grid); display: grid; grid-template-columns: 14rem minmax(6rem, 1fr) minmax(12rem, 18rem); gap: .3rem 1.2rem; align-items: center; }
.sounds p { margin: 0; }
.sounds small { color: var(--muted); white-space: nowrap; }
.sounds svg { display: block; width: 100%; height: 44px; }
.sounds audio { display: block; width: 100%; height: 40px; }
@media (max-width: 640px) {
  .wide { display: none; }
  .narrow { display: block; }
  .stage { max-width: 30rem; }
  .read { aspect-ratio: var(--narrow, auto); padding: var(--narrow-frame, 0); }
  .read .early { display: none; }
  .read label { position: static; }
  .read u, .right u { left: 0; right: 0; top: 0; padding: .2rem .5rem; font-size: .78rem; white-space: normal; }
  .read i { display: inline-flex; gap: .4rem; margin-left: .8rem; max-width: calc(100% - .8rem); }
  .read i::after { margin-left: -.4rem; }
  main, footer { padding: 0 1rem; }
  header { padding-top: 1.5rem; }
  h1 { font-size: 1.55rem; }
  .sounds li { grid-template-columns: 1fr; }
  .verdict { padding: .9rem 1rem; }
  .verdict .outcome { font-size: 1.25rem; }
  .verdict .sentence { font-size: 1rem; }
  th, td { padding: .35rem .55rem; }
  table { font-size: .9rem; }
  /* Seven columns on a phone: the note below the table says the units. */
  .scores { font-size: .78rem; }
  .scores th, .scores td { padding: .35rem .12rem; }
  .scores thead th { font-size: .7rem; }
  .scores thead small { display: none; }
  .scores tbody th { white-space: normal; }
  .scores tbody tr:not(.group) small { display: none; }
}
p code, dd code, .equation code { font-size: .9em; background: var(--grid); border-radius: 3px; padding: .05em .3em; }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
pre { font-size: .84rem; line-height: 1.45; padding: .8rem 1rem; border: 1px solid var(--edge); border-radius: 6px; }
math { font-family: "Cambria Math", "STIX Two Math", "Latin Modern Math", math, serif; }
.equation { margin: 0 0 .9rem; }
.equation .scroll { margin: 0; padding: .2rem 0; }
.equation .scroll math { font-size: 1.12rem; width: max-content; margin: 0; }
.equation p { color: var(--muted); font-size: .9rem; margin: .1rem 0 0; }
.data tr.naive td, .data tr.naive th { color: var(--muted); }
.data .long { white-space: normal; min-width: 12rem; }
.table { margin-top: 1.1rem; }
.blocks > figure, .blocks > .table, .blocks > dl, .blocks > .equations { margin-bottom: 1.25rem; }
.panels { display: grid; gap: .9rem 20px; margin-top: .5rem; }
.across-2 { grid-template-columns: 1fr 1fr; }
.across-3 { grid-template-columns: 1fr 1fr 1fr; }
.panels > div { display: flex; flex-direction: column; justify-content: flex-end; }
.panel { font-size: .875rem; margin: 0; }
.key { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: .3rem 0 .2rem; font-size: .875rem; color: var(--muted); }
.key .scale { white-space: nowrap; font-variant-numeric: tabular-nums; }
.key svg { vertical-align: -1px; margin: 0 .3rem; }
.passage { font: .84rem/1.7 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; white-space: break-spaces; max-width: none; margin: .2rem 0 1rem; color: var(--on-near); }
.passage i { font-style: normal; padding: .12em 0; }
.passage .far { color: var(--on-far); }
.passage .told { display: inline-block; text-align: center; margin: 0 .3rem .25rem 0; }
.passage .told i { display: block; padding: .05em .4em; border-radius: 3px; }
.passage .told small { display: block; color: var(--muted); line-height: 1.3; }
.abreast { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; }
.plot .grid { fill: var(--ink); font-weight: 600; }
.plot .name { fill: var(--ink); stroke: var(--ground); stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; }
.plot .cell { font-size: 14px; font-weight: 600; }
.drawing { display: block; max-width: 100%; height: auto; text-anchor: middle; font-family: inherit; fill: var(--ink); }
.drawing .detail { fill: var(--muted); }
.node rect { stroke: var(--muted); stroke-width: 1.25; fill: var(--output-ground); }
.node.input rect { fill: var(--input-ground); }
.node.cell rect { fill: var(--cell-ground); stroke: var(--model); }
.node.backward rect { fill: var(--backward-ground); stroke: var(--naive); }
.node.head rect { fill: var(--head-ground); stroke: var(--seasonal); }
.node.state rect { fill: var(--state-ground); }
.node.output rect { stroke: var(--ink); stroke-width: 1.75; }
.node.absent rect { fill: none; stroke-dasharray: 5 4; }
.node.absent text { fill: var(--muted); }
.arrow { fill: none; stroke: var(--muted); stroke-width: 1.6; }
.tip { fill: var(--muted); }
.circuit { display: block; height: auto; text-anchor: middle; font-family: inherit; fill: var(--ink); }
.circuit .frame { fill: var(--head-ground); stroke: var(--seasonal); stroke-width: 1.25; }
.circuit .halo { fill: none; stroke: var(--head-ground); stroke-width: 8; }
.circuit .wire { fill: none; stroke: var(--ink); stroke-width: 1.6; }
.circuit .memory { stroke: var(--model); stroke-width: 3; }
.circuit .head { fill: var(--ink); }
.circuit .head.memory { fill: var(--model); stroke: none; }
.circuit .layer rect { fill: var(--state-ground); stroke: var(--ink); stroke-width: 1.25; }
.circuit .point ellipse { fill: var(--backward-ground); stroke: var(--naive); stroke-width: 1.25; }
.circuit .name { font-style: italic; }
details { margin-top: 1rem; }
details.more { margin-top: -.5rem; }
details.program { margin-top: .4rem; }
.program pre { margin-top: .4rem; }
.program .remark { color: var(--muted); }
details.about { margin-top: .4rem; }
.about .note { margin-bottom: 0; }
/* What is folded: rows of a table whose toggle stands behind it, and what a details element holds. On paper all of it is there. */
.scroll:has(+ .more:not([open])) .rest { display: none; }
.more:not([open]) span + span, .more[open] span:first-child { display: none; }
summary { cursor: pointer; color: var(--muted); margin-bottom: .3rem; font-size: .92rem; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 0 2rem; margin: 0; font-size: .9rem; }
dl div { display: flex; justify-content: space-between; gap: 1rem; padding: .3rem 0; border-bottom: 1px solid var(--grid); }
dt { color: var(--muted); flex: none; }
dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; min-width: 0; }
footer { margin-top: 3rem; padding-top: 1rem; padding-bottom: 2.5rem; font-size: .875rem; }
@media print {
  .verdict, figure, tr, .equation { break-inside: avoid; }
  h2, h3, .caption { break-after: avoid; }
  .scroll { overflow: visible; background: none; }
  .read, .more, .about summary, audio { display: none; }
  .scroll:has(+ .more) .rest { display: table-row-group !important; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .drawing { min-width: 0 !important; }
  pre, th, td { white-space: pre-wrap; }
  th, td { padding: .3rem .5rem; }
  .data .long { min-width: 0; }
}
`;
