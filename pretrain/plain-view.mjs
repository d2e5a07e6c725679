// A view whose past is cut into pieces of 24 rows whatever the season is: what a network reads that resamples nothing. What it writes is
// laid out by the season as ever.
import { portableMath } from "recurra/core";
import { PLACES, SEASON_NUMBERS, SEASONS_BACK, SeasonView } from "recurra/pretrained";

function asinh(x) {
  const size = Math.abs(x);
  const value = portableMath.log(size + Math.sqrt(size * size + 1));
  return x < 0 ? -value : value;
}

export class PlainView {
  #view;

  constructor(season) {
    this.#view = new SeasonView(season);
    this.layout = this.#view.layout;
  }

  write(values, end, out, at) {
    const base = this.#view.write(values, end, out, at);
    const begin = Math.max(0, end - SEASONS_BACK * PLACES);
    const last = values[end - 1];
    for (let j = 0; j < SEASONS_BACK; j++) {
      const to = at + (SEASONS_BACK - 1 - j) * SEASON_NUMBERS;
      const first = end - (j + 1) * PLACES;
      const known = Math.max(0, Math.min(PLACES, end - j * PLACES - begin));
      out.fill(0, to, to + SEASON_NUMBERS);
      for (let p = PLACES - known; p < PLACES; p++) {
        const value = values[first + p];
        out[to + p] = asinh((value - last) / base.unit);
        out[to + PLACES + p] = asinh((value - (values[end - PLACES + p] ?? last)) / base.unit);
      }
      out[to + 2 * PLACES] = known / PLACES;
    }
    return base;
  }
}
