// How much wider the network's quantiles are to lie of histories that are shorter than those it was trained on, by how it erred on made series of
// such lengths.

/** Rows of two pieces of a history without a season: it learned from no shorter ones. */
export const LONG_ROWS = 48;
/** Rows of a piece: of fewer the network cannot see how one differs from the other, and takes them for alike. */
const PIECE = 24;
/** Without a season it errs in longer ones too. */
const LONG_WITHOUT = 72;

/** The factor of spreads at a step from 0 on, of a history of `rows` rows. */
export function shortFactor(rows: number, season: number | undefined, step: number): number {
  if (season !== undefined) return 1 + (0.6 * Math.max(0, LONG_ROWS - rows)) / LONG_ROWS;
  if (rows < PIECE) return 2.2 + 2.4 * Math.min(1, (step + 1) / rows);
  return 1 + Math.max(0, LONG_WITHOUT - rows) / LONG_WITHOUT;
}
