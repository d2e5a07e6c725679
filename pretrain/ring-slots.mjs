// Where a batch lies in the memory of a BatchRing: first the slots' sequence numbers (2 s: free for batch s; 2 s + 1: batch s lies there;
// -1: its maker failed), then the slots: the rows of a season, 0 for none, and the floats of x and of y.
import { NO_SEASON_ROWS, SEASONS_AHEAD, seasonLayout } from "recurra/pretrained";
import { SEASONS } from "./batches.mjs";

/** As many floats as the longest season has in a batch. */
export function mostFloats(size) {
  return Math.max(...SEASONS.map((season = NO_SEASON_ROWS) => floatsOf(season, size)[2]));
}

/** Numbers of a row of x and of y, and of a batch of both. */
function floatsOf(rows, size) {
  const { end } = seasonLayout(rows);
  const target = SEASONS_AHEAD * rows + 1;
  return [end, target, size * (end + target)];
}

const HEAD = 64;

export function slotBytes(slots, floats) {
  return HEAD + slots * 4 * (1 + floats);
}

function slotOf(shared, slots, floats, slot) {
  if (4 * slots > HEAD) throw new Error("the head has no room for so many slots");
  return new Float32Array(shared, HEAD + slot * 4 * (1 + floats), 1 + floats);
}

export function writeSlot(shared, slots, floats, slot, { season, x, y }) {
  const place = slotOf(shared, slots, floats, slot);
  place[0] = season ?? 0;
  place.set(x, 1);
  place.set(y, 1 + x.length);
}

/** A copy of the batch in a slot, as `Batches` give it. */
export function readSlot(shared, slots, floats, slot, size) {
  const place = slotOf(shared, slots, floats, slot);
  const season = place[0] === 0 ? undefined : place[0];
  const [end, target, count] = floatsOf(season ?? NO_SEASON_ROWS, size);
  const x = place.slice(1, 1 + size * end);
  const y = place.slice(1 + size * end, 1 + count);
  return { season, x, y, shape: { x: [size, end], y: [size, target] } };
}
