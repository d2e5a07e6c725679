// The part of a series that a model may learn from, as a type: what is fitted takes this type and no other, so that a
// scaler cannot be fitted on rows that a score is later taken from.

import { Series } from "./series/series.ts";
import type { SeriesParts } from "./table/series-parts.ts";

/** The training part that `split` returns, and whatever is cut from it. */
export class TrainingSeries extends Series {
  /** Tells the type apart from Series for the compiler too. */
  readonly role = "training" as const;

  protected override derive(parts: Partial<SeriesParts>): TrainingSeries {
    return new TrainingSeries({ ...this.parts, ...parts });
  }

  override slice(start: number, end?: number): TrainingSeries {
    return super.slice(start, end) as TrainingSeries;
  }
}
