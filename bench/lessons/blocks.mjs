// Numbers out of the pictures of a lab's page, which are plain data.

/** The lines of the nth picture of lines, by label. */
export function linesOf(blocks, nth = 0) {
  const block = blocks.filter(({ kind }) => kind === "lines")[nth];
  return new Map(block.lines.map((line) => [line.label, line]));
}

/** The line of that role in the nth picture of lines. */
export function lineOf(blocks, role, nth = 0) {
  return blocks.filter(({ kind }) => kind === "lines")[nth].lines.find((line) => line.role === role);
}

/** [label, value] of each bar. */
export function barsOf(blocks) {
  return blocks.find(({ kind }) => kind === "bars").bars.map(({ label, value }) => [label, value]);
}

/** What is said above the pictures. */
export function textOf(blocks) {
  return blocks.find(({ kind }) => kind === "text").text;
}
