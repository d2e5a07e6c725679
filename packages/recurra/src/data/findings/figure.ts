/** A number as a sentence has it where three digits tell enough: 812345 as "812,000", 0.0123456 as "0.0123". */
export function figure(value: number): string {
  const text = String(Number(value.toPrecision(3)));
  return text.includes("e") ? text : text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
}
