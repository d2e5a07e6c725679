// The shapes of tensors on their way through a network, taken from the tensors themselves while they pass.
import type { Shape, Tensor } from "recurra";

/** A tensor that passed. */
export interface Stage {
  /** What it is called in the network: "x", "output", "state.h". */
  readonly name: string;
  /** Its dimensions in letters: "[B, T, I]". */
  readonly letters: string;
  readonly shape: Shape;
}

/** Takes note of a tensor and gives it back. */
export type See = (name: string, letters: string, tensor: Tensor) => Tensor;

/** Takes no note: how a network runs while it is trained. */
export const unseen: See = (_name, _letters, tensor) => tensor;

/** What passed through `see`, in its order. */
export class Stages {
  readonly list: Stage[] = [];

  readonly see: See = (name, letters, tensor) => {
    this.list.push({ name, letters, shape: [...tensor.shape] });
    return tensor;
  };

  /** The shape of the tensor with this name. */
  of(name: string): Shape {
    const found = this.list.find((stage) => stage.name === name);
    if (found === undefined) throw new Error(`no tensor called ${name} passed`);
    return found.shape;
  }
}

/** "[300, 10, 2]". */
export function describeShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** The stages as lines whose columns stand below each other, with a heading. */
export function formatStages(stages: readonly Stage[]): string {
  const rows = [
    ["tensor", "letters", "sizes"],
    ...stages.map(({ name, letters, shape }) => [name, letters, describeShape(shape)]),
  ];
  const width = (column: number) => Math.max(...rows.map((row) => row[column].length));
  const [name, letters] = [width(0), width(1)];
  return rows.map((row) => `${row[0].padEnd(name)}   ${row[1].padEnd(letters)}   ${row[2]}`).join("\n");
}
