// The cells as textbooks draw them: learned layers in boxes, pointwise operations in circles, and the paths of the states.
import type { CircuitBlock, CircuitPart, CircuitWire } from "@recurra/report";
import { type CellName, cellTitle } from "recurra/words";

type Wiring = Pick<CircuitBlock, "description" | "frame" | "parts" | "wires">;

const layer = (label: string, x: number, y: number): CircuitPart => ({ shape: "layer", label, at: [x, y] });
const point = (label: string, x: number, y: number): CircuitPart => ({ shape: "point", label, at: [x, y] });
const name = (label: string, x: number, y: number): CircuitPart => ({ shape: "name", label, at: [x, y] });

type Way = CircuitWire["through"];

const wire = (...through: Way): CircuitWire => ({ through });
/** From a joint with another wire. */
const branch = (...through: Way): CircuitWire => ({ through, joint: true });
/** Into another wire. */
const join = (...through: Way): CircuitWire => ({ through, joins: true });
/** The path of what is kept. */
const memory = (...through: Way): CircuitWire => ({ through, role: "memory" });

const lstm: Wiring = {
  description:
    "c passes along the top: it is multiplied by f and the product of i and g is added. f, i, g and o are layers on x and the last h; h is o times the tanh of c.",
  frame: { from: [0, -0.1], to: [10.2, 6] },
  parts: [
    name("c_{t-1}", -1.4, 5),
    name("h_{t-1}", -1.4, 0.6),
    name("x_t", 0.8, -1.1),
    layer("σ", 2, 2),
    layer("σ", 3.8, 2),
    layer("tanh", 5.3, 2),
    layer("σ", 6.9, 2),
    name("f_t", 1.6, 3),
    name("i_t", 3.4, 3),
    name("g_t", 5.75, 2.9),
    name("o_t", 6.5, 3),
    point("×", 2, 5),
    point("×", 5.3, 3.6),
    point("+", 5.3, 5),
    point("tanh", 8.5, 4.2),
    point("×", 8.5, 3),
    name("c_t", 11.5, 5),
    name("h_t", 11.5, 0.6),
    name("h_t", 9.5, 7.1),
  ],
  wires: [
    wire([-1, 0.6], [6.9, 0.6], [6.9, 2]),
    join([0.8, -0.8], [0.8, 0.6]),
    branch([2, 0.6], [2, 2]),
    branch([3.8, 0.6], [3.8, 2]),
    branch([5.3, 0.6], [5.3, 2]),
    wire([3.8, 2], [3.8, 3.6], [5.3, 3.6]),
    wire([5.3, 2], [5.3, 3.6]),
    wire([6.9, 2], [6.9, 3], [8.5, 3]),
    memory([-1, 5], [2, 5]),
    memory([2, 5], [5.3, 5]),
    memory([5.3, 5], [11.1, 5]),
    wire([2, 2], [2, 5]),
    wire([5.3, 3.6], [5.3, 5]),
    branch([8.5, 5], [8.5, 4.2]),
    wire([8.5, 4.2], [8.5, 3]),
    wire([8.5, 3], [8.5, 0.6], [11.1, 0.6]),
    branch([9.5, 0.6], [9.5, 6.75]),
  ],
};

const gru: Wiring = {
  description:
    "h passes along the top: it is multiplied by z, and the candidate n times 1 - z is added. r and z are layers on x and the last h; r scales the product of the weights and h before the candidate's tanh.",
  frame: { from: [0, -0.3], to: [10, 6] },
  parts: [
    name("h_{t-1}", -1.4, 5),
    name("x_t", 1.3, -1.3),
    layer("σ", 2.4, 2),
    layer("σ", 4.2, 2),
    layer("W_{hn}", 5.9, 2),
    layer("tanh", 7.9, 3),
    name("r_t", 2, 2.75),
    name("z_t", 3.8, 3.4),
    name("n_t", 8.35, 3.75),
    point("×", 5.9, 3),
    point("1 −", 5.9, 4.1),
    point("×", 4.2, 5),
    point("×", 7.9, 4.1),
    point("+", 7.9, 5),
    name("h_t", 11.4, 5),
    name("h_t", 9.3, 7.1),
  ],
  wires: [
    memory([-1, 5], [4.2, 5]),
    memory([4.2, 5], [7.9, 5]),
    memory([7.9, 5], [11, 5]),
    branch([0.6, 5], [0.6, 1], [5.9, 1], [5.9, 2]),
    wire([1.3, -1], [1.3, 0.4], [7.9, 0.4], [7.9, 3]),
    branch([2.2, 1], [2.2, 1.65]),
    branch([2.6, 0.4], [2.6, 1.65]),
    branch([4, 1], [4, 1.65]),
    branch([4.4, 0.4], [4.4, 1.65]),
    wire([2.4, 2], [2.4, 3], [5.9, 3]),
    wire([5.9, 2], [5.9, 3]),
    wire([5.9, 3], [7.9, 3]),
    wire([4.2, 2], [4.2, 5]),
    branch([4.2, 4.1], [5.9, 4.1]),
    wire([5.9, 4.1], [7.9, 4.1]),
    wire([7.9, 3], [7.9, 4.1]),
    wire([7.9, 4.1], [7.9, 5]),
    branch([9.3, 5], [9.3, 6.75]),
  ],
};

const mingru: Wiring = {
  description:
    "h passes along the top: it is multiplied by 1 - z, and z times the candidate n is added. z and n read x alone; no layer sees the last h.",
  frame: { from: [0, -0.1], to: [7.4, 6] },
  parts: [
    name("h_{t-1}", -1.4, 5),
    name("x_t", 0.8, -1.1),
    layer("σ", 2.2, 1.8),
    layer("W_{in}", 5, 1.8),
    name("z_t", 1.8, 2.6),
    name("n_t", 5.45, 2.5),
    point("1 −", 2.2, 4.1),
    point("×", 2.2, 5),
    point("×", 5, 3.2),
    point("+", 5, 5),
    name("h_t", 8.8, 5),
    name("h_t", 6.5, 7.1),
  ],
  wires: [
    memory([-1, 5], [2.2, 5]),
    memory([2.2, 5], [5, 5]),
    memory([5, 5], [8.4, 5]),
    wire([0.8, -0.8], [0.8, 0.6], [5, 0.6], [5, 1.8]),
    branch([2.2, 0.6], [2.2, 1.8]),
    wire([2.2, 1.8], [2.2, 4.1]),
    wire([2.2, 4.1], [2.2, 5]),
    branch([2.2, 3.2], [5, 3.2]),
    wire([5, 1.8], [5, 3.2]),
    wire([5, 3.2], [5, 5]),
    branch([6.5, 5], [6.5, 6.75]),
  ],
};

const slstm: Wiring = {
  description:
    "c and n pass along the top, both multiplied by f; i times z is added to c, and i to n. h is o times c over n. The exponents that the stabiliser m takes out of f and i are not drawn.",
  frame: { from: [0, -0.1], to: [10.4, 7.1] },
  parts: [
    name("c_{t-1}", -1.4, 6.2),
    name("n_{t-1}", -1.4, 5),
    name("h_{t-1}", -1.4, 0.6),
    name("x_t", 0.8, -1.1),
    layer("σ", 2, 2),
    layer("exp", 3.7, 2),
    layer("tanh", 5.4, 2),
    layer("σ", 7, 2),
    name("f_t", 1.6, 3),
    name("i_t", 3.3, 2.9),
    name("z_t", 5.8, 2.8),
    name("o_t", 6.6, 3),
    point("×", 2, 5),
    point("×", 2, 6.2),
    point("+", 3.7, 5),
    point("×", 5.4, 3.5),
    point("+", 5.4, 6.2),
    point("÷", 8.7, 4.1),
    point("×", 8.7, 3),
    name("c_t", 11.7, 6.2),
    name("n_t", 11.7, 5),
    name("h_t", 11.7, 0.6),
    name("h_t", 9.7, 8.2),
  ],
  wires: [
    wire([-1, 0.6], [7, 0.6], [7, 2]),
    join([0.8, -0.8], [0.8, 0.6]),
    branch([2, 0.6], [2, 2]),
    branch([3.7, 0.6], [3.7, 2]),
    branch([5.4, 0.6], [5.4, 2]),
    branch([3.7, 3.5], [5.4, 3.5]),
    wire([5.4, 2], [5.4, 3.5]),
    wire([7, 2], [7, 3], [8.7, 3]),
    memory([-1, 5], [2, 5]),
    memory([2, 5], [3.7, 5]),
    memory([3.7, 5], [11.3, 5]),
    memory([-1, 6.2], [2, 6.2]),
    memory([2, 6.2], [5.4, 6.2]),
    memory([5.4, 6.2], [11.3, 6.2]),
    wire([2, 2], [2, 5]),
    wire([2, 5], [2, 6.2]),
    wire([3.7, 2], [3.7, 5]),
    wire([5.4, 3.5], [5.4, 6.2]),
    branch([7.6, 5], [7.6, 4.1], [8.7, 4.1]),
    branch([8.7, 6.2], [8.7, 4.1]),
    wire([8.7, 4.1], [8.7, 3]),
    wire([8.7, 3], [8.7, 0.6], [11.3, 0.6]),
    branch([9.7, 0.6], [9.7, 7.85]),
  ],
};

const rnn: Wiring = {
  description: "One layer with tanh reads x and the last h; what it says is the new h.",
  frame: { from: [0, -0.1], to: [6.2, 4.4] },
  parts: [
    name("h_{t-1}", -1.4, 3.4),
    name("x_t", 1.4, -1.1),
    layer("tanh", 3, 2),
    name("h_t", 7.6, 3.4),
    name("h_t", 5, 5.5),
  ],
  wires: [
    {
      through: [
        [-1, 3.4],
        [0.7, 3.4],
        [0.7, 0.6],
        [3, 0.6],
        [3, 2],
      ],
      role: "memory",
    },
    join([1.4, -0.8], [1.4, 0.6]),
    memory([3, 2], [3, 3.4], [7.2, 3.4]),
    branch([5, 3.4], [5, 5.15]),
  ],
};

const wirings: Readonly<Record<CellName, Wiring>> = { lstm, gru, mingru, slstm, rnn };

/** A cell's drawing: what flows where at one step. */
export function drawCell(cell: CellName): CircuitBlock {
  return { kind: "circuit", title: `One step of the ${cellTitle(cell)}`, ...wirings[cell] };
}

/** How the drawings are read. */
export const legend =
  "Boxes have weights, circles work number by number, and the strong line is what the cell keeps from step to step.";
