// Blocks of a report as sketches: a few marks in a small box, for cards and for the first page. Plain data, so that the page draws them.
import { roleStyles, stepColor, stepOf, writingOn } from "recurra/drawing";

/** A sketch's box. */
export const [WIDTH, HEIGHT] = [240, 112];
/** Points of a line at most, cells of a row and of a column at most, signs of a text at most. */
const [POINTS, COLUMNS, ROWS, SIGNS] = [70, 48, 24, 150];

const short = (value) => String(Math.round(value * 10) / 10);

/** As many of a list as fit, evenly. */
const few = (list, most) =>
  list.length <= most
    ? list
    : Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]);

const numberOf = (x) => (typeof x === "number" ? x : Date.parse(x));

/** Whether there is a place for a value. */
const drawable = (value, log) => value !== null && (!log || value > 0);

/** From values to places of the box. */
export function planeOf(
  lines,
  { left = 4, top = 6, width = WIDTH - 8, height = HEIGHT - 12, square = false, domain, log = false } = {},
) {
  const level = (value) => (log ? Math.log10(value) : value);
  const xs = lines.flatMap(({ x }) => x.map(numberOf));
  const ys = lines.flatMap(({ y }) => y.filter((value) => drawable(value, log)).map(level));
  const [x0, x1] = square ? [0, 1] : [Math.min(...xs), Math.max(...xs)];
  const [y0, y1] = square ? [0, 1] : (domain?.map(level) ?? [Math.min(...ys), Math.max(...ys)]);
  const side = Math.min(width, height);
  const [w, h] = square ? [side, side] : [width, height];
  const from = left + (width - w) / 2;
  return {
    x: (value) => from + ((numberOf(value) - x0) / (x1 - x0 || 1)) * w,
    y: (value) => top + h - ((level(value) - y0) / (y1 - y0 || 1)) * h,
    draws: (value) => drawable(value, log) && level(value) >= y0 - 1e-9,
    frame: { left: from, top, width: w, height: h },
  };
}

/** Points joined, as the d of a path. */
export function pathOf(points) {
  return points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${short(x)} ${short(y)}`).join("");
}

/** A line of a block as marks: what joins its points, and the points. */
function marksOfLine({ role, x, y, mark = "line" }, plane) {
  const { color, dash } = roleStyles[role];
  const all = x.flatMap((at, i) => (!plane.draws(y[i]) ? [] : [[plane.x(at), plane.y(y[i])]]));
  const points = few(all, POINTS);
  const dots = {
    d: points.map(([a, b]) => `M${short(a)} ${short(b)}h0`).join(""),
    color,
    wide: role === "input" ? 3 : 4.5,
    round: true,
  };
  const line = { d: pathOf(points), color, wide: role === "model" ? 2.2 : 1.5, ...(dash && { dash }) };
  return mark === "dots" ? [dots] : mark === "both" && points.length <= 24 ? [line, { ...dots, wide: 3.5 }] : [line];
}

/** Lines in their order: what is below comes first. */
function sketchLines(lines, options) {
  const plane = planeOf(lines, options);
  const { left, top, width, height } = plane.frame;
  const box = {
    d: `M${short(left)} ${short(top)}h${short(width)}v${short(height)}h${short(-width)}z`,
    color: "--edge",
    wide: 1,
  };
  const across = (options.rules ?? []).flatMap(({ y }) =>
    y === undefined
      ? []
      : [{ d: `M${short(left)} ${short(plane.y(y))}h${short(width)}`, color: "--muted", wide: 1, dash: "2 3" }],
  );
  const ordered = [...lines].sort((a, b) => roleStyles[a.role].layer - roleStyles[b.role].layer);
  return [...(options.square ? [box] : []), ...across, ...ordered.flatMap((line) => marksOfLine(line, plane))];
}

function sketchPanels({ panels, square, y }, { part: panel }) {
  if (!square) return { marks: sketchLines(panels[panel].lines, { domain: y.domain }) };
  const gap = 12;
  const width = (WIDTH - 8 - gap) / 2;
  return {
    marks: [0, 1].flatMap((i) => sketchLines(panels[panel + i].lines, { square, width, left: 4 + i * (width + gap) })),
  };
}

/** Values as rows of colours, one path for each colour. */
export function marksOfCells(
  rows,
  { colors, domain },
  { left = 4, top = 4, width = WIDTH - 8, height = HEIGHT - 8 } = {},
) {
  const pooled = pool(rows, Math.min(ROWS, rows.length), Math.min(COLUMNS, rows[0].length));
  const [w, h] = [width / pooled[0].length, height / pooled.length];
  const paths = new Map();
  for (const [r, row] of pooled.entries()) {
    for (let start = 0; start < row.length; ) {
      const step = stepOf(row[start], domain, colors);
      let end = start + 1;
      while (end < row.length && stepOf(row[end], domain, colors) === step) end++;
      const d = `M${short(left + start * w)} ${short(top + (r + 0.5) * h)}h${short((end - start) * w + 0.3)}`;
      paths.set(step, (paths.get(step) ?? "") + d);
      start = end;
    }
  }
  return [...paths].map(([step, d]) => ({ d, color: stepColor(step, colors), wide: Math.round((h + 0.4) * 10) / 10 }));
}

/** Means of equal parts, both ways. */
function pool(rows, down, across) {
  const part = (length, parts, at) => [Math.floor((at * length) / parts), Math.floor(((at + 1) * length) / parts)];
  return Array.from({ length: down }, (_, r) => {
    const [top, bottom] = part(rows.length, down, r);
    return Array.from({ length: across }, (_, c) => {
      const [left, right] = part(rows[0].length, across, c);
      let sum = 0;
      for (let i = top; i < bottom; i++) for (let k = left; k < right; k++) sum += rows[i][k];
      return sum / ((bottom - top) * (right - left));
    });
  });
}

function sketchHeat({ grids, colors, domain }, { part: grid }) {
  return { marks: marksOfCells(grids[grid].rows, { colors, domain }) };
}

/** Coloured words or signs, as the page writes them. */
function sketchPassage({ passages, colors, domain }, { part: at }) {
  const { pieces, values } = passages[at];
  const words = [];
  let signs = 0;
  for (const [i, piece] of pieces.entries()) {
    const text = piece.replaceAll("\n", " ");
    signs += text.length;
    if (signs > SIGNS) break;
    const step = values[i] === null ? -1 : stepOf(values[i], domain, colors);
    const color = step < 0 ? "" : stepColor(step, colors);
    const [last] = words.slice(-1);
    const spaced = pieces.every((one) => one.length === 1);
    if (spaced && last?.color === color) last.text += text;
    else words.push({ text, color, ...(step >= 0 && { ink: writingOn(step, colors) }) });
  }
  return { words, apart: pieces.some((piece) => piece.length > 1) };
}

function sketchBars({ bars, value }) {
  const most = value.domain?.[1] ?? Math.max(...bars.map((bar) => bar.value));
  const shown = bars.slice(0, 6);
  const h = HEIGHT / shown.length;
  return {
    marks: shown.map((bar, i) => ({
      d: `M4 ${short((i + 0.5) * h)}h${short(Math.max(1, (bar.value / most) * (WIDTH - 8)))}`,
      color: roleStyles[bar.role].color,
      wide: Math.round(0.6 * h),
    })),
  };
}

const KINDS = {
  lines: ({ lines, rules, y }, { isClose }) => ({
    marks: sketchLines(lines, { rules, log: y.scale === "log", ...(!isClose && { domain: y.domain }) }),
  }),
  panels: sketchPanels,
  heat: sketchHeat,
  passages: sketchPassage,
  bars: sketchBars,
};

/**
 * The sketch of the first block that can be sketched, or of number `block`; `part` says which panel, grid or passage; `isClose`: the
 * lines fill the box, whatever axis they have in a report.
 */
export function sketchOf(blocks, { block, part = 0, isClose = false } = {}) {
  const one = block === undefined ? blocks.find(({ kind }) => kind in KINDS) : blocks[block];
  if (one === undefined || !(one.kind in KINDS))
    throw new Error(`there is nothing to sketch in ${blocks.map(({ kind }) => kind)}`);
  return KINDS[one.kind](one, { part, isClose });
}
