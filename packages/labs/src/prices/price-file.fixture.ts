import type { LabFile } from "../lab/lab.ts";

/** A file with one price a day, from a Monday on, without weekends. */
export function priceFile(prices: readonly number[], column = "Close", first = Date.UTC(2018, 0, 1)): LabFile {
  const rows = prices.map((value, i) => {
    const day = new Date(first + (Math.floor(i / 5) * 7 + (i % 5)) * 86_400_000);
    return `${day.toISOString().slice(0, 10)},${value}`;
  });
  return { name: "prices.csv", text: `Date,${column}\n${rows.join("\n")}\n` };
}

/** Prices around 100 that swing with a period of 20 days. */
export function swinging(days: number): number[] {
  return Array.from({ length: days }, (_, i) => 100 + Math.abs((i % 20) - 10) + ((i * 7) % 3));
}
