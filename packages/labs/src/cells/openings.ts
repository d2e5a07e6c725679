// What there is to say of each cell when it is opened: its equations in PyTorch's letters, where the two biases of a gate are written as
// their sum b; and what a unit of it does.
import type { Role } from "@recurra/report";
import { type CellEquation, cellEquations } from "recurra/inside";
import type { CellName } from "recurra/words";

import type { Inside } from "./inside.ts";

/** A cell on paper. */
interface Opening {
  /** Its colour. */
  readonly role: Role;
  readonly equations: readonly CellEquation[];
  /** What unit 1 does at marks and elsewhere, after "follows the stored value most closely". */
  readonly describe: (inside: Inside) => string;
}

/** Every cell of the library. */
export const openings: Readonly<Record<CellName, Opening>> = {
  lstm: {
    role: "4",
    equations: cellEquations("lstm"),
    describe: (inside) =>
      `: ${describeGate(inside, "input")}, ${describeGate(inside, "forget")}; ${describeStoring(inside)}.`,
  },
  gru: {
    role: "5",
    equations: cellEquations("gru"),
    describe: (inside) =>
      `: ${describeGate(inside, "update")}, where 1 keeps the old state; ${describeKeeping(inside)}.`,
  },
  mingru: {
    role: "6",
    equations: cellEquations("mingru"),
    describe: (inside) =>
      `: ${describeGate(inside, "update")}, where 1 takes the new value; ${describeTaking(inside)}.`,
  },
  slstm: {
    role: "7",
    equations: cellEquations("slstm"),
    describe: (inside) =>
      `: ${describeGate(inside, "input")}, ${describeGate(inside, "forget")}; ${describeStoring(inside)}.`,
  },
  rnn: {
    role: "1",
    equations: cellEquations("rnn"),
    describe: () => ". It has no gate that could hold it: at every step the whole state is computed anew.",
  },
};

// A gate that differs by more than this between marks and other steps opens or closes there.
const CLEAR = 0.3;

/** A gate of unit 1 at marks and elsewhere: "its forget gate is 0.18 at a mark and 0.86 elsewhere". */
function describeGate({ gates }: Inside, name: string): string {
  const gate = gates.find((one) => one.name === name)!;
  return `its ${name} gate is ${gate.atMarks[0].toFixed(2)} at a mark and ${gate.elsewhere[0].toFixed(2)} elsewhere`;
}

/** One gate of unit 1 at marks less elsewhere. */
function measureRise({ gates }: Inside, name: string): number {
  const gate = gates.find((one) => one.name === name)!;
  return gate.atMarks[0] - gate.elsewhere[0];
}

/** What a GRU's unit 1 does at marks. */
function describeKeeping(inside: Inside): string {
  return measureRise(inside, "update") < -CLEAR
    ? "it lets go of the old state at marks and keeps it otherwise"
    : "it does not tell marks from other steps clearly";
}

/** What a minGRU's unit 1 does at marks. */
function describeTaking(inside: Inside): string {
  return measureRise(inside, "update") > CLEAR
    ? "it takes what comes at marks and keeps its state otherwise"
    : "it does not tell marks from other steps clearly";
}

/** What an LSTM's unit 1 does at marks. */
function describeStoring(inside: Inside): string {
  const takes = measureRise(inside, "input") > CLEAR;
  const drops = measureRise(inside, "forget") < -CLEAR;
  if (takes && drops) return "at marks it takes in and drops what it had, otherwise it holds";
  if (drops) return "at marks it drops what it had, but its input gate does not open for them alone";
  return takes
    ? "at marks it takes in, but does not drop what it had"
    : "it does not tell marks from other steps clearly";
}
