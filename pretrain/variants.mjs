// What the network is without each of its parts, in other sizes, and trained for less or more: by name, what differs from the recipe.
// `see` changes what it reads of a batch, `View` how a history is written.
import { NEAR_ROWS, PLACES, SEASON_NUMBERS, SEASONS_BACK } from "recurra/pretrained";
import { PlainView } from "./plain-view.mjs";

/** Levels alone: no differences to the season before. */
function withoutDifferences({ x, shape, ...rest }) {
  const [size, end] = shape.x;
  const seen = x.slice();
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < SEASONS_BACK; j++) {
      const at = i * end + j * SEASON_NUMBERS + PLACES;
      seen.fill(0, at, at + PLACES);
    }
    const at = i * end + SEASONS_BACK * SEASON_NUMBERS + NEAR_ROWS;
    seen.fill(0, at, at + NEAR_ROWS);
  }
  return { ...rest, x: seen, shape };
}

export const VARIANTS = {
  "as it is": {},
  "no gates": { recipe: { gates: false } },
  "no skip": { recipe: { skip: false } },
  "no differences": { see: withoutDifferences },
  "no resampling": { View: PlainView },
  "median alone": { recipe: { quantiles: [0.5] } },
  LSTM: { recipe: { cell: "lstm" } },
  RNN: { recipe: { cell: "rnn" } },
  "48 units": { recipe: { hiddenSize: 48 } },
  "160 units": { recipe: { hiddenSize: 160 } },
  "half the steps": { steps: 0.5 },
  "twice the steps": { steps: 2 },
};
