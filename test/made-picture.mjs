// npm run docs:made: the first series of a seed for each season as small lines, docs/images/made-series.svg. It stands in a page as an
// image, so it brings its own colours for light and dark and paints its own ground.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { MADE_SEASONS, madeSeries } from "recurra/made";

const file = fileURLToPath(new URL("../docs/images/made-series.svg", import.meta.url));
const SEED = 1;
const EACH = 6;
const cell = { width: 150, height: 56, gap: 12 };
const left = 96;
const top = 44;

const style = `
  svg { --ground: #fcfcfa; --ink: #1b1f24; --faint: #e4e5e1; --line: #0068a8; --flat: #7a4fa3; }
  @media (prefers-color-scheme: dark) {
    svg { --ground: #14171a; --ink: #e8eaec; --faint: #2b3036; --line: #5cb8f0; --flat: #c39be8; }
  }
  text { font-family: system-ui, sans-serif; font-size: 12px; fill: var(--ink); }
  .title { font-size: 14px; font-weight: 600; }
  polyline { fill: none; stroke: var(--line); stroke-width: 1.2; stroke-linejoin: round; }
  .flat polyline { stroke: var(--flat); }
  rect.box { fill: none; stroke: var(--faint); }
`;

/** The last rows as points of a box, lowest value at its bottom: six seasons, but 120 to 400 rows. */
function points(values, season = 24) {
  const rows = Math.min(400, Math.max(120, 6 * season));
  const shown = values.subarray(Math.max(0, values.length - rows));
  const least = Math.min(...shown);
  const range = Math.max(...shown) - least || 1;
  const place = (value, i) => {
    const x = (i / (shown.length - 1)) * cell.width;
    const y = 4 + (1 - (value - least) / range) * (cell.height - 8);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  };
  return Array.from(shown, place).join(" ");
}

/** The file's text. */
export function madePicture() {
  const rows = [...MADE_SEASONS, "none"];
  const width = left + EACH * (cell.width + cell.gap) + 4;
  const height = top + rows.length * (cell.height + cell.gap) + 4;
  const drawn = rows.flatMap((season, row) => {
    const y = top + row * (cell.height + cell.gap);
    const name = season === "none" ? "no season" : `${season} rows`;
    const label = `<text x="16" y="${y + cell.height / 2 + 4}">${name}</text>`;
    const cells = Array.from({ length: EACH }, (_, index) => {
      const made = madeSeries({ seed: SEED, index: row * EACH + index, season });
      const x = left + index * (cell.width + cell.gap);
      const group = `<g transform="translate(${x} ${y})"${season !== "none" && !made.seasonal ? ' class="flat"' : ""}>`;
      const box = `<rect class="box" width="${cell.width}" height="${cell.height}" rx="3"/>`;
      return `${group}${box}<polyline points="${points(made.values, made.season)}"/></g>`;
    });
    return [label, ...cells];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Made series for each season: ${EACH} lines a row">
<style>${style}</style>
<rect width="100%" height="100%" fill="var(--ground)"/>
<text class="title" x="16" y="24">Series that never existed, by rows of a season</text>
<text x="${width - 16}" y="24" text-anchor="end">purple: the clock suggests a season, the values have none</text>
${drawn.join("\n")}
</svg>
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, madePicture());
