// The shapes of a chart's dots, so that groups of them differ by more than colour.

export type SymbolName = "circle" | "square" | "diamond" | "triangle" | "cross" | "down" | "plus";

/** The outline of a symbol with about the area of a circle of the given radius, around a point. */
export function symbolPath(name: SymbolName, x: number, y: number, radius: number): string {
  const r = radius;
  if (name === "circle") return `M${short(x - r)} ${short(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  return `M${outlines[name].map(([dx, dy]) => `${short(x + dx * r)} ${short(y + dy * r)}`).join("L")}z`;
}

const outlines: Record<Exclude<SymbolName, "circle">, readonly (readonly [number, number])[]> = {
  square: corners(0.89, 0.89),
  diamond: [
    [0, -1.3],
    [1.15, 0],
    [0, 1.3],
    [-1.15, 0],
  ],
  triangle: [
    [0, -1.25],
    [1.2, 0.95],
    [-1.2, 0.95],
  ],
  down: [
    [0, 1.25],
    [1.2, -0.95],
    [-1.2, -0.95],
  ],
  plus: armed([1, 0]),
  cross: armed([Math.SQRT1_2, Math.SQRT1_2]),
};

function corners(width: number, height: number): [number, number][] {
  return [
    [-width, -height],
    [width, -height],
    [width, height],
    [-width, height],
  ];
}

/** A plus sign, turned by the angle with the given cosine and sine. */
function armed([cos, sin]: readonly [number, number]): [number, number][] {
  const arms = [0, 1, 2, 3].flatMap((quarter) => {
    const [ux, uy] = [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ][quarter];
    const [vx, vy] = [-uy, ux];
    const at = (along: number, across: number): [number, number] => [
      along * ux + across * vx,
      along * uy + across * vy,
    ];
    return [at(1.35, -0.4), at(1.35, 0.4), at(0.4, 0.4)];
  });
  return arms.map(([x, y]) => [x * cos - y * sin, x * sin + y * cos]);
}

/** A coordinate with one decimal at most: a tenth of a pixel is not seen. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
