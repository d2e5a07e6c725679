// What a person at a terminal reads: a block for each work as it ends, and at the end all works in a few lines, with the goals.
import { powerAt } from "./growth.mjs";
import { peerNames } from "./summary.mjs";
import { ahead, beside, textTable, threeDigits, time, times, timesWithSpread, timeWithSpread } from "./table.mjs";

const modes = ["strict", "fast", "native"];

/** Every contender of a work. */
export function workText({ work, per, rows, out }) {
  const lines = rows.map((row) => [
    row.name,
    timeWithSpread(row.seconds),
    ...peerNames.map((peer) => {
      const ratio = row.side === "ours" && row.timesAsFast[peer];
      return ratio ? `${timesWithSpread(ratio)} ${peer}` : "";
    }),
  ]);
  const blocks = [`${work}: ${per}`];
  if (lines.length > 0) blocks.push(textTable(lines, "  "));
  for (const { name, reason } of out) blocks.push(`  ${name}: not measured, ${reason}`);
  return blocks.join("\n");
}

/** All works, ours at its better number of threads beside the best peer, with goal and ratio. */
export function goalsText(summaries) {
  const rows = summaries.flatMap(({ work, goals, peers, best, library, narrow }) => {
    const line = (mode, ours) => {
      if (!ours) return [work, mode, "not measured", "", "", "", `goal ${goals[mode]}x`];
      const ratio = ours.timesAsFast[best];
      const cells = [work, mode, time(ours.seconds.median), String(ours.threads)];
      if (!ratio) return cells;
      const peer = `${best} ${time(peers[best].seconds.median)}`;
      return [...cells, peer, ahead(ratio, best), beside(goals[mode], ratio.median)];
    };
    const lines = modes.filter((mode) => library[mode] || goals[mode]).map((mode) => line(mode, library[mode]));
    return narrow.strict ? [...lines, line("strict, 128 bits", narrow.strict)] : lines;
  });
  return textTable([["work", "mode", "ours", "threads", "best peer", "ahead", ""], ...rows]);
}

export function growthText({ base, lines }) {
  const rows = lines.map(({ axis, value, ours, PyTorch }, index) => [
    `${axis} = ${value}`,
    time(ours.seconds.median),
    powerText(powerAt(lines, index, "ours")),
    PyTorch ? time(PyTorch.seconds.median) : "",
    powerText(powerAt(lines, index, "PyTorch")),
    ours.timesAsFast.PyTorch ? times(ours.timesAsFast.PyTorch.median) : "",
  ]);
  const head = ["", "Recurra strict", "grows by", "PyTorch", "grows by", "ratio"];
  return `A GRU step from B ${base.B}, T ${base.T}, H ${base.H}:\n${textTable([head, ...rows], "  ")}`;
}

export const powerText = (power) => (power === undefined ? "" : `power ${threeDigits(power)}`);
