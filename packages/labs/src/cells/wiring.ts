// The cells as textbooks draw them: learned layers in boxes, pointwise operations in circles, and the paths of the states.
import type { CircuitBlock, CircuitPart, CircuitPoint, CircuitWire } from "@recurra/report";
import { requireOption, word } from "recurra/core";
import { type CellName, cellNames, cellTitle } from "recurra/words";

type Wiring = Pick<CircuitBlock, "description" | "frame" | "parts" | "wires">;

/** With what each gives, in the letters of `carriedBy` (recurra/inside). */
const layer = (label: string, x: number, y: number, carries: string): CircuitPart => ({
  shape: "layer",
  label,
  at: [x, y],
  carries,
});
const point = (label: string, x: number, y: number, carries: string): CircuitPart => ({
  shape: "point",
  label,
  at: [x, y],
  carries,
});
/** A name is what it carries: "f_t" f, "c_{t-1}" that of the step before. */
const name = (label: string, x: number, y: number): CircuitPart => ({
  shape: "name",
  label,
  at: [x, y],
  carries: label.replace("_{t-1}", "'").replace("_t", ""),
});

type Way = CircuitWire["through"];

const wire = (...through: Way): CircuitWire => ({ through });
/** From a joint with another wire. */
const branch = (...through: Way): CircuitWire => ({ through, joint: true });
/** Into another wire. */
const join = (...through: Way): CircuitWire => ({ through, joins: true });
/** The path of what is kept. */
const memory = (...through: Way): CircuitWire => ({ through, role: "memory" });
/** With what runs along it, in the same letters, and where the number of it may stand. */
const on = (carries: string, one: CircuitWire, reading?: CircuitPoint): CircuitWire => ({
  ...one,
  carries,
  ...(reading && { reading }),
});

const lstm: Wiring = {
  description:
    "c passes along the top: it is multiplied by f and the product of i and g is added. f, i, g and o are layers on x and the last h; h is o times the tanh of c.",
  frame: { from: [0, -0.1], to: [10.2, 6] },
  parts: [
    name("c_{t-1}", -1.4, 5),
    name("h_{t-1}", -1.4, 0.6),
    name("x_t", 0.8, -1.1),
    layer("σ", 2, 2, "f"),
    layer("σ", 3.8, 2, "i"),
    layer("tanh", 5.3, 2, "g"),
    layer("σ", 6.9, 2, "o"),
    name("f_t", 1.6, 3),
    name("i_t", 3.4, 3),
    name("g_t", 5.75, 2.9),
    name("o_t", 6.5, 3),
    point("×", 2, 5, "f*c'"),
    point("×", 5.3, 3.6, "i*g"),
    point("+", 5.3, 5, "c"),
    point("tanh", 8.5, 4.2, "tanh(c)"),
    point("×", 8.5, 3, "h"),
    name("c_t", 11.5, 5),
    name("h_t", 11.5, 0.6),
    name("h_t", 9.5, 7.1),
  ],
  wires: [
    on("h'", wire([-1, 0.6], [6.9, 0.6], [6.9, 2]), [-0.3, 0.92]),
    on("x", join([0.8, -0.8], [0.8, 0.6]), [1.45, -0.62]),
    on("x,h'", branch([2, 0.6], [2, 2])),
    on("x,h'", branch([3.8, 0.6], [3.8, 2])),
    on("x,h'", branch([5.3, 0.6], [5.3, 2])),
    on("i", wire([3.8, 2], [3.8, 3.6], [5.3, 3.6]), [3.25, 3.5]),
    on("g", wire([5.3, 2], [5.3, 3.6]), [6.14, 3.44]),
    on("o", wire([6.9, 2], [6.9, 3], [8.5, 3]), [7.6, 2.72]),
    on("c'", memory([-1, 5], [2, 5]), [0.6, 5.3]),
    on("f*c'", memory([2, 5], [5.3, 5]), [3.6, 5.3]),
    on("c", memory([5.3, 5], [11.1, 5]), [7, 5.3]),
    on("f", wire([2, 2], [2, 5]), [1.45, 3.5]),
    on("i*g", wire([5.3, 3.6], [5.3, 5]), [5.85, 4.35]),
    on("c", branch([8.5, 5], [8.5, 4.2])),
    on("tanh(c)", wire([8.5, 4.2], [8.5, 3]), [9.02, 3.6]),
    on("h", wire([8.5, 3], [8.5, 0.6], [11.1, 0.6]), [7.98, 1.8]),
    on("h", branch([9.5, 0.6], [9.5, 6.75])),
  ],
};

const gru: Wiring = {
  description:
    "h passes along the top: it is multiplied by z, and the candidate n times 1 - z is added. r and z are layers on x and the last h; r scales the product of the weights and h before the candidate's tanh.",
  frame: { from: [0, -0.3], to: [10, 6] },
  parts: [
    name("h_{t-1}", -1.4, 5),
    name("x_t", 1.3, -1.3),
    layer("σ", 2.4, 2, "r"),
    layer("σ", 4.2, 2, "z"),
    layer("W_{hn}", 5.9, 2, "m"),
    layer("tanh", 7.9, 3, "n"),
    name("r_t", 2, 2.75),
    name("z_t", 3.8, 3.4),
    name("n_t", 8.35, 3.75),
    point("×", 5.9, 3, "r*m"),
    point("1 −", 5.9, 4.1, "1-z"),
    point("×", 4.2, 5, "z*h'"),
    point("×", 7.9, 4.1, "(1-z)*n"),
    point("+", 7.9, 5, "h"),
    name("h_t", 11.4, 5),
    name("h_t", 9.3, 7.1),
  ],
  wires: [
    on("h'", memory([-1, 5], [4.2, 5]), [1.8, 5.3]),
    on("z*h'", memory([4.2, 5], [7.9, 5]), [6.05, 5.3]),
    on("h", memory([7.9, 5], [11, 5]), [8.62, 5.3]),
    on("h'", branch([0.6, 5], [0.6, 1], [5.9, 1], [5.9, 2])),
    on("x", wire([1.3, -1], [1.3, 0.4], [7.9, 0.4], [7.9, 3]), [1.95, -0.72]),
    on("h'", branch([2.2, 1], [2.2, 1.65])),
    on("x", branch([2.6, 0.4], [2.6, 1.65])),
    on("h'", branch([4, 1], [4, 1.65])),
    on("x", branch([4.4, 0.4], [4.4, 1.65])),
    on("r", wire([2.4, 2], [2.4, 3], [5.9, 3]), [3.2, 2.7]),
    on("m", wire([5.9, 2], [5.9, 3]), [6.42, 2.55]),
    on("r*m", wire([5.9, 3], [7.9, 3]), [6.8, 3.27]),
    on("z", wire([4.2, 2], [4.2, 5]), [4.72, 3.6]),
    on("z", branch([4.2, 4.1], [5.9, 4.1])),
    on("1-z", wire([5.9, 4.1], [7.9, 4.1]), [6.85, 3.82]),
    on("n", wire([7.9, 3], [7.9, 4.1]), [8.65, 4.15]),
    on("(1-z)*n", wire([7.9, 4.1], [7.9, 5]), [7.38, 4.62]),
    on("h", branch([9.3, 5], [9.3, 6.75])),
  ],
};

const mingru: Wiring = {
  description:
    "h passes along the top: it is multiplied by 1 - z, and z times the candidate n is added. z and n read x alone; no layer sees the last h.",
  frame: { from: [0, -0.1], to: [7.4, 6] },
  parts: [
    name("h_{t-1}", -1.4, 5),
    name("x_t", 0.8, -1.1),
    layer("σ", 2.2, 1.8, "z"),
    layer("W_{in}", 5, 1.8, "n"),
    name("z_t", 1.8, 2.6),
    name("n_t", 5.45, 2.5),
    point("1 −", 2.2, 4.1, "1-z"),
    point("×", 2.2, 5, "(1-z)*h'"),
    point("×", 5, 3.2, "z*n"),
    point("+", 5, 5, "h"),
    name("h_t", 8.8, 5),
    name("h_t", 6.5, 7.1),
  ],
  wires: [
    on("h'", memory([-1, 5], [2.2, 5]), [0.6, 5.3]),
    on("(1-z)*h'", memory([2.2, 5], [5, 5]), [3.6, 5.3]),
    on("h", memory([5, 5], [8.4, 5]), [5.75, 5.3]),
    on("x", wire([0.8, -0.8], [0.8, 0.6], [5, 0.6], [5, 1.8]), [1.45, -0.62]),
    on("x", branch([2.2, 0.6], [2.2, 1.8])),
    on("z", wire([2.2, 1.8], [2.2, 4.1]), [1.65, 3.1]),
    on("1-z", wire([2.2, 4.1], [2.2, 5]), [1.65, 4.6]),
    on("z", branch([2.2, 3.2], [5, 3.2])),
    on("n", wire([5, 1.8], [5, 3.2]), [5.78, 2.95]),
    on("z*n", wire([5, 3.2], [5, 5]), [5.55, 4.1]),
    on("h", branch([6.5, 5], [6.5, 6.75])),
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
    layer("σ", 2, 2, "f"),
    layer("exp", 3.7, 2, "i"),
    layer("tanh", 5.4, 2, "z"),
    layer("σ", 7, 2, "o"),
    name("f_t", 1.6, 3),
    name("i_t", 3.3, 2.9),
    name("z_t", 5.8, 2.8),
    name("o_t", 6.6, 3),
    point("×", 2, 5, "f*n'"),
    point("×", 2, 6.2, "f*c'"),
    point("+", 3.7, 5, "n"),
    point("×", 5.4, 3.5, "i*z"),
    point("+", 5.4, 6.2, "c"),
    point("÷", 8.7, 4.1, "c/n"),
    point("×", 8.7, 3, "h"),
    name("c_t", 11.7, 6.2),
    name("n_t", 11.7, 5),
    name("h_t", 11.7, 0.6),
    name("h_t", 9.7, 8.2),
  ],
  wires: [
    on("h'", wire([-1, 0.6], [7, 0.6], [7, 2]), [-0.3, 0.92]),
    on("x", join([0.8, -0.8], [0.8, 0.6]), [1.45, -0.62]),
    on("x,h'", branch([2, 0.6], [2, 2])),
    on("x,h'", branch([3.7, 0.6], [3.7, 2])),
    on("x,h'", branch([5.4, 0.6], [5.4, 2])),
    on("i", branch([3.7, 3.5], [5.4, 3.5])),
    on("z", wire([5.4, 2], [5.4, 3.5]), [6.24, 3.42]),
    on("o", wire([7, 2], [7, 3], [8.7, 3]), [7.85, 2.72]),
    on("n'", memory([-1, 5], [2, 5]), [0.5, 5.3]),
    on("f*n'", memory([2, 5], [3.7, 5]), [2.85, 5.3]),
    on("n", memory([3.7, 5], [11.3, 5]), [6.6, 5.3]),
    on("c'", memory([-1, 6.2], [2, 6.2]), [0.5, 6.5]),
    on("f*c'", memory([2, 6.2], [5.4, 6.2]), [3.7, 6.5]),
    on("c", memory([5.4, 6.2], [11.3, 6.2]), [7, 6.5]),
    on("f", wire([2, 2], [2, 5]), [1.45, 3.5]),
    on("f", wire([2, 5], [2, 6.2])),
    on("i", wire([3.7, 2], [3.7, 5]), [3.15, 3.4]),
    on("i*z", wire([5.4, 3.5], [5.4, 6.2]), [5.95, 4.3]),
    on("n", branch([7.6, 5], [7.6, 4.1], [8.7, 4.1])),
    on("c", branch([8.7, 6.2], [8.7, 4.1])),
    on("c/n", wire([8.7, 4.1], [8.7, 3]), [9.24, 3.55]),
    on("h", wire([8.7, 3], [8.7, 0.6], [11.3, 0.6]), [8.18, 1.8]),
    on("h", branch([9.7, 0.6], [9.7, 7.85])),
  ],
};

const rnn: Wiring = {
  description: "One layer with tanh reads x and the last h; what it says is the new h.",
  frame: { from: [0, -0.1], to: [6.2, 4.4] },
  parts: [
    name("h_{t-1}", -1.4, 3.4),
    name("x_t", 1.4, -1.1),
    layer("tanh", 3, 2, "h"),
    name("h_t", 7.6, 3.4),
    name("h_t", 5, 5.5),
  ],
  wires: [
    on("h'", memory([-1, 3.4], [0.7, 3.4], [0.7, 0.6], [3, 0.6], [3, 2]), [-0.1, 3.7]),
    on("x", join([1.4, -0.8], [1.4, 0.6]), [2.05, -0.62]),
    on("h", memory([3, 2], [3, 3.4], [7.2, 3.4]), [4, 3.7]),
    on("h", branch([5, 3.4], [5, 5.15])),
  ],
};

const wirings: Readonly<Record<CellName, Wiring>> = { lstm, gru, mingru, slstm, rnn };

const CELL = word(...cellNames);

/** A cell's drawing: what flows where at one step. Throws OptionError for what is no cell. */
export function drawCell(cell: CellName): CircuitBlock {
  requireOption("drawCell", "cell", CELL, cell);
  return { kind: "circuit", title: `One step of the ${cellTitle(cell)}`, ...wirings[cell] };
}

/** How the drawings are read. */
export const legend =
  "Boxes have weights, circles work number by number, and the strong line is what the cell keeps from step to step.";
