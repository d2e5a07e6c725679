import { grouped } from "../words/grouped.ts";
// Numbers as people read them. Always in the same form, whatever the machine's language.

/** A function that writes values with as many decimals as tell five digits of the largest one. */
export function valueFormat(values: readonly number[]): (value: number) => string {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest >= 1e12 || (largest > 0 && largest < 1e-5)) return (value) => value.toExponential(4).replaceAll("-", "−");
  const decimals = largest === 0 ? 0 : Math.min(9, Math.max(0, 4 - exponent(largest)));
  return (value) => fixed(value, decimals);
}

/** A function that writes values with as few decimals as tell them to four digits of the largest one. */
export function shortFormat(values: readonly number[]): (value: number) => string {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest >= 1e12 || (largest > 0 && largest < 1e-5)) return valueFormat(values);
  const most = largest === 0 ? 0 : Math.min(9, Math.max(0, 3 - exponent(largest)));
  let decimals = 0;
  const told = (value: number): boolean => Number(value.toFixed(decimals)) === Number(value.toFixed(most));
  while (decimals < most && !values.every(told)) decimals++;
  return (value) => fixed(value, decimals);
}

/** A number with a given count of decimals, commas between thousands and a true minus sign. */
export function fixed(value: number, decimals: number): string {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split(".");
  const front = grouped(Number(whole));
  const text = fraction === undefined ? front : `${front}.${fraction}`;
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** A chart's tick: short whatever the size (12k, 3.4M). */
export function tick(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 1e-4 || size >= 1e15) return plain(value.toExponential());
  for (const [scale, suffix] of [
    [1e12, "T"],
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
  ] as const) {
    if (size >= scale && size >= 1e4) return plain(`${Number((value / scale).toPrecision(6))}${suffix}`);
  }
  return plain(`${Number(value.toPrecision(6))}`);
}

function plain(text: string): string {
  return text.replaceAll("-", "−");
}

/** The power of ten of a number's first digit. */
function exponent(value: number): number {
  return Number(value.toExponential().split("e")[1]);
}

/** A text cut to fit into a chart. */
export function shorten(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}
