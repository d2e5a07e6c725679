import { counted } from "./counted.ts";
import { listed } from "./listed.ts";

/** What a model knows of the rows that it forecasts, by its settings. */
interface Ahead {
  readonly future: readonly string[];
  readonly calendar: readonly string[];
  /** So many days. */
  readonly holidays: number;
}

const FEATURES: Readonly<Record<string, string>> = {
  dayOfYear: "day of the year",
  month: "month",
  weekday: "weekday",
  hour: "hour",
};

/** What a model knows ahead, as a part of a sentence: "promo and price; hour and weekday of the clock; 12 holidays". */
export function aheadWords({ future, calendar, holidays }: Ahead): string {
  const features = calendar.map((name) => FEATURES[name] ?? name);
  const parts = [
    ...(future.length > 0 ? [listed(future)] : []),
    ...(features.length > 0 ? [`${listed(features)} of the clock`] : []),
    ...(holidays > 0 ? [counted(holidays, "holiday")] : []),
  ];
  return parts.join("; ");
}
