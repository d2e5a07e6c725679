// A CSV of minutes as loggers write it: a time and columns of numbers of several lengths, the same in every run.
import { closeSync, openSync, writeSync } from "node:fs";
import { Generator } from "recurra/core";

const START = Date.UTC(2000, 0, 1);

/** Writes a file of `rows` rows and `columns` columns, the time among them. */
export function writeRows(path, rows, columns) {
  const random = new Generator(1).stream("cells");
  const file = openSync(path, "w");
  const names = Array.from({ length: columns - 1 }, (_, i) => `x${i + 1}`);
  let lines = [["time", ...names].join(",")];
  for (let row = 0; row < rows; row++) {
    const time = new Date(START + row * 60_000).toISOString().slice(0, 19).replace("T", " ");
    const cells = names.map((_, i) =>
      ((2 * random.uniform(row * columns + i) - 1) * 10 ** (1 + (i % 4))).toFixed(2 + (i % 4)),
    );
    lines.push([time, ...cells].join(","));
    if (lines.length === 10_000) {
      writeSync(file, `${lines.join("\n")}\n`);
      lines = [];
    }
  }
  if (lines.length > 0) writeSync(file, `${lines.join("\n")}\n`);
  closeSync(file);
}
