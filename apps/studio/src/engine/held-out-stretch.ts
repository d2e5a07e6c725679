// Which of the held-out windows a picture has: so many that their rows can be told apart.

/** Rows of a picture, about. */
const ROWS = 100;

/** So many of the windows are shown at once. */
export function stretchOf({ windows, horizon }: { readonly windows: number; readonly horizon: number }): number {
  return Math.min(windows, Math.max(1, Math.round(ROWS / horizon)));
}
