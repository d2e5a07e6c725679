import { shortPercent } from "recurra/words";
import { fixed } from "./fixed-number.ts";
import type { Column } from "./table.ts";

interface Bounded {
  readonly lower?: number | null;
  readonly upper?: number | null;
  readonly further?: readonly { readonly level: number; readonly lower: number; readonly upper: number }[];
}

/** Two columns for the intervals of each level: where they begin and end. */
export function intervalColumns(rows: readonly Bounded[], level: number, decimals: number): Column[] {
  const levels = (rows[0].further ?? []).map((one) => one.level);
  const pair = (share: number, endsOf: (row: Bounded) => Bounded | undefined, rest: Partial<Column>): Column[] => [
    { title: `${shortPercent(share)} from`, cells: rows.map((row) => fixed(endsOf(row)?.lower, decimals)), ...rest },
    { title: "to", cells: rows.map((row) => fixed(endsOf(row)?.upper, decimals)), ...rest },
  ];
  return [
    ...pair(level, (row) => row, {}),
    ...levels.flatMap((share, at) => pair(share, (row) => row.further?.[at], { optional: at + 2 })),
  ];
}
