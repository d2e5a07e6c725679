// Names of time zones behind a time of day: those that mean one offset everywhere, and those that mean several.

/** Hours east of UTC. */
const offsets: Readonly<Record<string, number>> = {
  ...{
    EST: -5,
    EDT: -4,
    CDT: -5,
    MST: -7,
    MDT: -6,
    PST: -8,
    PDT: -7,
    AKST: -9,
    AKDT: -8,
    HST: -10,
    ADT: -3,
    NDT: -2.5,
  },
  ...{
    WET: 0,
    WEST: 1,
    CET: 1,
    MEZ: 1,
    CEST: 2,
    MESZ: 2,
    EET: 2,
    EEST: 3,
    MSK: 3,
    SAST: 2,
    JST: 9,
    KST: 9,
    SGT: 8,
    HKT: 8,
  },
  ...{ AEST: 10, AEDT: 11, ACST: 9.5, ACDT: 10.5, AWST: 8, NZST: 12, NZDT: 13, Z: 0, UTC: 0, GMT: 0 },
};

/** Names of several zones, each with another name that settles it beside it, and its hours then: CST is China's or Chicago's. */
const doubtful: Readonly<Record<string, readonly [beside: string, hours: number]>> = {
  CST: ["CDT", -6],
  BST: ["GMT", 1],
  IST: ["GMT", 1],
  AST: ["ADT", -4],
};

/** All names, as a part of a pattern: longer ones first. */
export const zoneNames: string = [...Object.keys(offsets), ...Object.keys(doubtful)]
  .sort((a, b) => b.length - a.length)
  .join("|");

/** Minutes east of UTC of a name; NaN for one that means several zones, undefined for one that is none. */
export function namedOffset(name: string): number | undefined {
  const upper = name.toUpperCase();
  if (Object.hasOwn(offsets, upper)) return offsets[upper] * 60;
  return Object.hasOwn(doubtful, upper) ? Number.NaN : undefined;
}

/** Minutes east of UTC of a doubtful name in a column with these names; undefined where they do not settle it. */
export function settledOffset(name: string, others: ReadonlySet<string>): number | undefined {
  const [beside, hours] = doubtful[name];
  return others.has(beside) ? hours * 60 : undefined;
}
