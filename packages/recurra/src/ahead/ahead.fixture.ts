// A made shop: days with a week, promotions that come at no rule and lift sales by 30, and prices that change now and then.
import { Generator } from "../core/random.ts";
import { Series } from "../data/index.ts";

const DAY = 86_400_000;

/** `rows` days with sales, and `ahead` days behind them without. */
export function shop(rows = 300, ahead = 7): { series: Series; promo: number[]; price: number[] } {
  const random = new Generator(11).stream("shop");
  const total = rows + ahead;
  const promo = Array.from({ length: total }, (_, i) => (random.uniform(i) < 0.15 ? 1 : 0));
  const price = Array.from({ length: total }, (_, i) => (i % 30 < 20 ? 10 : 8 + (i % 7) / 7));
  const week = [0, 4, 9, 12, 7, -6, -11];
  const sales = promo.map((on, i) =>
    i < rows ? 100 + week[i % 7] + 30 * on - 4 * (price[i] - 10) + 2 * random.normal(total + i) : Number.NaN,
  );
  const times = Array.from({ length: total }, (_, i) => (19_000 + i) * DAY);
  return { series: Series.fromColumns({ sales, promo, price }, { times, name: "shop.csv" }), promo, price };
}
