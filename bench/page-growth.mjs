// The page's section on how cost grows.
import { powerAt } from "./growth.mjs";
import { markdownTable, threeDigits, time, timesWithSpread } from "./table.mjs";

export function growthSection(growth) {
  const { base, lines } = growth;
  const power = (index, side) => {
    const value = powerAt(lines, index, side);
    return value === undefined ? "" : threeDigits(value);
  };
  const rows = lines.map(({ axis, value, ours, PyTorch }, index) => [
    `${axis} = ${value}`,
    time(ours.seconds.median),
    power(index, "ours"),
    PyTorch ? time(PyTorch.seconds.median) : "",
    power(index, "PyTorch"),
    ours.timesAsFast.PyTorch ? timesWithSpread(ours.timesAsFast.PyTorch) : "",
  ]);
  return [
    "## How cost grows",
    `Forward and backward of a GRU with 8 inputs (ours by train(), with its loss and a step of SGD, as in the wide works), from B = ${base.B} sequences of T = ${base.T} steps and H = ${base.H} units, one of them changed at a time; strict mode; each side at its better number of threads. The power says how the time grew since the line above: 1 is in proportion, less means that a part of the cost stays.`,
    "![Time of a GRU step as T, B and H grow, on logarithmic scales](images/benchmarks-growth.svg)",
    markdownTable([["", "Recurra, strict", "power", "PyTorch", "power", "as fast as PyTorch"], ...rows]),
  ];
}
