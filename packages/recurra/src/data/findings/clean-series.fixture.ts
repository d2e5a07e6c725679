// Series in which nothing is wrong, of kinds that look wrong to a careless rule: heavy tails, walks, counts, seasons, prices.

import { exp, sin } from "../../core/math.ts";
import { Generator } from "../../core/random.ts";

/** Draws of one seed, each new. */
export function draws(seed: number) {
  const stream = new Generator(seed).stream("clean series");
  let at = 0;
  const uniform = () => stream.uniform(at++);
  const normal = () => stream.normal(at++);
  /** Student's t with few degrees of freedom. */
  const student = (freedom: number) => {
    let squares = 0;
    for (let i = 0; i < freedom; i++) {
      const one = normal();
      squares += one * one;
    }
    return normal() / Math.sqrt(squares / freedom);
  };
  /** Counts, by Knuth's product of uniform numbers. */
  const poisson = (rate: number) => {
    let count = -1;
    for (let product = 1; product > exp(-rate); count++) product *= uniform();
    return count;
  };
  return { uniform, normal, student, poisson };
}

type Draws = ReturnType<typeof draws>;

const walk = (rows: number, step: () => number): number[] => {
  let level = 0;
  return Array.from({ length: rows }, () => {
    level += step();
    return level;
  });
};

const wave = (row: number, season: number) => sin((2 * Math.PI * row) / season);

/** Each kind makes `rows` values of a seed. */
export const CLEAN: Readonly<Record<string, (rows: number, draws: Draws) => number[]>> = {
  "white noise": (rows, { normal }) => Array.from({ length: rows }, normal),
  "a random walk": (rows, { normal }) => walk(rows, normal),
  "a random walk with drift": (rows, { normal }) => walk(rows, () => 0.3 + normal()),
  "an autoregression of 0.95": (rows, { normal }) => {
    let x = 0;
    return Array.from({ length: rows }, () => {
      x = 0.95 * x + normal();
      return x;
    });
  },
  "lognormal values": (rows, { normal }) => Array.from({ length: rows }, () => exp(normal())),
  counts: (rows, { poisson }) => Array.from({ length: rows }, () => poisson(5)),
  "intermittent demand": (rows, { uniform, poisson }) =>
    Array.from({ length: rows }, () => (uniform() < 0.2 ? 1 + poisson(2) : 0)),
  "a season": (rows, { normal }) => Array.from({ length: rows }, (_, i) => 100 + 10 * wave(i, 7) + normal()),
  "a daily peak": (rows, { normal }) => Array.from({ length: rows }, (_, i) => (i % 24 === 12 ? 100 : 5) + normal()),
  "a trend and a season": (rows, { normal }) =>
    Array.from({ length: rows }, (_, i) => 100 + i / 2 + 20 * wave(i, 12) + 3 * normal()),
  "Student's t of 3 degrees": (rows, { student }) => Array.from({ length: rows }, () => student(3)),
  "a price with fat tails": (rows, { student }) =>
    walk(rows, () => 0.01 * student(4)).map((level) => Math.round(10_000 * exp(level)) / 100),
  "temperatures in whole degrees": (rows, { normal }) =>
    Array.from({ length: rows }, (_, i) => Math.round(8 - 10 * wave(i + 91, 365) + 3 * normal())),
  "ratings of -1 and 1": (rows, { uniform }) => Array.from({ length: rows }, () => (uniform() < 0.3 ? -1 : 1)),
  categories: (rows, { uniform }) => Array.from({ length: rows }, () => Math.floor(7 * uniform())),
};
