import type { OpenedNetwork } from "recurra/inside";

/** Networks that stand beside one another at most: as many as a lab trains in turn. */
const MOST = 6;

/** The last of each title, in the order in which they came first: a GRU stands beside the LSTM that was trained before it. */
export function keepLast(kept: readonly OpenedNetwork[], next: OpenedNetwork): readonly OpenedNetwork[] {
  const at = kept.findIndex(({ title }) => title === next.title);
  return at >= 0 ? kept.with(at, next) : [...kept, next].slice(-MOST);
}
