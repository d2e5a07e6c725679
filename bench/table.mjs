// Numbers and tables as text, for the terminal and for Markdown.

/** Three digits with a unit: "1.20 s", "34.1 ms", "80.2 µs". */
export function time(seconds) {
  const [scale, unit] = seconds >= 0.9995 ? [1, "s"] : seconds >= 0.9995e-3 ? [1e3, "ms"] : [1e6, "µs"];
  return `${threeDigits(seconds * scale)} ${unit}`;
}

export function threeDigits(value) {
  const decimals = Math.max(0, 2 - Math.max(0, Math.floor(Math.log10(Math.abs(value)))));
  return value.toFixed(decimals);
}

/** "3.52x". */
export const times = (ratio) => `${threeDigits(ratio)}x`;

/** "3.52x (3.4x to 3.6x)": the median of the rounds, and where half of them lie. */
export const timesWithSpread = ({ median, quartiles }) =>
  `${times(median)} (${quartiles.map(threeDigits).join(" to ")})`;

export const timeWithSpread = ({ median, quartiles }) => `${time(median)} (${quartiles.map(time).join(" to ")})`;

/**
 * In words, who is ahead. "Even" when the middle half of the rounds lies on both sides of 1: then the ratio says nothing.
 */
export function ahead({ median, quartiles }, peer) {
  if (quartiles[0] <= 1 && quartiles[1] >= 1) return "even";
  return median > 1 ? `Recurra ${times(median)}` : `${peer} ${times(1 / median)}`;
}

/** Whether a goal is met, as the terminal says it. */
export function beside(goal, ratio) {
  if (goal === undefined) return "";
  return `goal ${goal}x ${ratio >= goal ? "met" : "missed"}`;
}

/** Rows of texts in aligned columns; the first is the head. Numbers' columns are the caller's to pad. */
export function textTable(rows, indent = "") {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const line = (row) => row.map((cell, column) => (cell ?? "").padEnd(widths[column])).join("  ");
  return rows.map((row) => `${indent}${line(row)}`.trimEnd()).join("\n");
}

/** The same as Markdown; all but the first column to the right. */
export function markdownTable([head, ...rows]) {
  const line = (cells) => `| ${cells.map((cell) => (cell ?? "").replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}
