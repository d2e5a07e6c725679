// How cost grows, as one SVG file of three log-log plots side by side. It stands in a page as an image, so it brings its own
// colours for light and dark and paints its own ground.
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

const panel = { width: 300, height: 300, top: 58 };
const names = { T: "T, steps", B: "B, sequences", H: "H, units" };
const lines = [
  { side: "ours", label: "Recurra, strict", color: "var(--ours)", dash: "none", symbol: "circle" },
  { side: "PyTorch", label: "PyTorch", color: "var(--peer)", dash: "6 3", symbol: "square" },
];

// The colours of the report (Okabe and Ito, darkened or lightened to stand out on their ground).
const style = `
  svg { --ground: #fcfcfa; --ink: #1b1f24; --grid: #e4e5e1; --ours: #0068a8; --peer: #c25400; }
  @media (prefers-color-scheme: dark) {
    svg { --ground: #14171a; --ink: #e8eaec; --grid: #2b3036; --ours: #5cb8f0; --peer: #f09a3e; }
  }
  text { font-family: system-ui, sans-serif; font-size: 12px; }
  .title { font-size: 14px; font-weight: 600; }
`;

/** Those within a domain. */
function powersOfTen([least, most]) {
  const first = Math.ceil(Math.log10(least));
  return Array.from({ length: Math.floor(Math.log10(most)) - first + 1 }, (_, i) => 10 ** (first + i));
}

/** A power of ten of seconds: "10 ms". */
function time(seconds) {
  const [scale, unit] = seconds >= 0.999 ? [1, "s"] : seconds >= 0.999e-3 ? [1e3, "ms"] : [1e6, "µs"];
  return `${Number((seconds * scale).toPrecision(3))} ${unit}`;
}

/** The file's text. `growth` is what measureGrowth() gives. */
export function growthPlot(growth) {
  const axes = Object.keys(names).filter((axis) => growth.lines.some((line) => line.axis === axis));
  const document = parseHTML("<!doctype html><html><body></body></html>").document;
  const seconds = growth.lines.flatMap(({ ours, PyTorch }) =>
    [ours, PyTorch].filter(Boolean).map((row) => row.seconds.median),
  );
  const domain = [Math.min(...seconds) / 1.3, Math.max(...seconds) * 1.3];
  const width = panel.width * axes.length;
  const height = panel.top + panel.height;
  const { B, T, H } = growth.base;
  const drawn = axes.map((axis, index) => {
    const svg = panelOf(
      growth.lines.filter((line) => line.axis === axis),
      axis,
      domain,
      document,
    );
    svg.setAttribute("x", String(index * panel.width));
    svg.setAttribute("y", String(panel.top));
    return svg.outerHTML;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Seconds of a GRU step as T, B and H grow, for Recurra and PyTorch, on logarithmic scales">
<style>${style}</style>
<rect width="100%" height="100%" fill="var(--ground)"/>
<text class="title" x="16" y="24" fill="var(--ink)">Time of a GRU step, from B ${B}, T ${T}, H ${H}, one of them changed</text>
${legend(growth)}
${drawn.join("\n")}
</svg>
`;
}

function legend(growth) {
  const shown = lines.filter(({ side }) => growth.lines.some((line) => line[side]));
  return shown
    .map(({ label, color, dash }, index) => {
      const x = 16 + index * 150;
      const swatch = `<line x1="${x}" x2="${x + 28}" y1="44" y2="44" stroke="${color}" stroke-width="2.5" stroke-dasharray="${dash}"/>`;
      return `${swatch}<text x="${x + 36}" y="48" fill="var(--ink)">${label}</text>`;
    })
    .join("\n");
}

function panelOf(points, axis, domain, document) {
  const values = [...new Set(points.map((point) => point.value))].sort((a, b) => a - b);
  const plot = Plot.plot({
    document,
    width: panel.width,
    height: panel.height,
    marginLeft: 56,
    marginRight: 18,
    marginTop: 12,
    marginBottom: 40,
    className: "plot",
    style: { color: "var(--ink)", background: "none", fontSize: "12px" },
    x: { type: "log", inset: 6 },
    y: { type: "log", domain },
    marks: [
      Plot.gridY({ stroke: "var(--grid)", strokeOpacity: 1 }),
      // Texts of one's own: a tick format of a logarithmic scale leaves out those that it holds too many.
      Plot.axisX(values, { text: String, label: names[axis], labelAnchor: "center", labelArrow: "none" }),
      Plot.axisY(powersOfTen(domain), { text: time, label: null, tickSize: 0 }),
      ...lines.flatMap(({ side, color, dash, symbol }) => {
        const drawn = points.filter((point) => point[side]);
        const channels = { x: "value", y: (point) => point[side].seconds.median };
        return [
          Plot.line(drawn, { ...channels, stroke: color, strokeWidth: 2, strokeDasharray: dash }),
          Plot.dot(drawn, { ...channels, fill: color, r: 3, symbol }),
        ];
      }),
    ],
  });
  // Plot's own style element would repeat in each panel, and sizes in CSS would override the panel's.
  plot.querySelector("style")?.remove();
  plot.removeAttribute("style");
  plot.setAttribute("fill", "var(--ink)");
  plot.setAttribute("color", "var(--ink)");
  return plot;
}
