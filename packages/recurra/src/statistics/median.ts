/** Longer lists are not sorted as a whole. */
const SORTED = 40;

/** The middle value, or the mean of the two in the middle. The list is left as it is. */
export function median(values: ArrayLike<number>): number {
  return medianOf(Float64Array.from(values));
}

/** The same of a list that may be put into another order: of many short ones, a copy of each would take longest. */
export function medianOf(list: Float64Array): number {
  const middle = list.length >> 1;
  if (list.length <= SORTED || hasNaN(list)) list.sort();
  else select(list, middle);
  if (list.length % 2 === 1) return list[middle];
  return ((list.length <= SORTED ? list[middle - 1] : largest(list.subarray(0, middle))) + list[middle]) / 2;
}

/** The middle value, or the larger of the two in the middle: always one of the list. */
export function upperMedian(values: ArrayLike<number>): number {
  return Float64Array.from(values).sort()[values.length >> 1];
}

function hasNaN(list: Float64Array): boolean {
  for (let at = 0; at < list.length; at++) if (Number.isNaN(list[at])) return true;
  return false;
}

function largest(list: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < list.length; at++) if (list[at] > most || Number.isNaN(list[at])) most = list[at];
  return most;
}

/**
 * Puts at `place` the value that stands there in ascending order, smaller ones before it and larger ones behind (Hoare's selection). The
 * pivot is the middle one of three.
 */
function select(list: Float64Array, place: number): void {
  let [low, high] = [0, list.length - 1];
  while (high > low) {
    const [a, b, c] = [list[low], list[(low + high) >> 1], list[high]];
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let [left, right] = [low, high];
    while (left <= right) {
      while (list[left] < pivot) left++;
      while (list[right] > pivot) right--;
      if (left > right) break;
      const other = list[left];
      list[left++] = list[right];
      list[right--] = other;
    }
    if (place <= right) high = right;
    else if (place >= left) low = left;
    else return;
  }
}
