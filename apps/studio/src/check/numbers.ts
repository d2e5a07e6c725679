// Numbers as the page shows them: as many digits as are seen, in the same form in every country.

/** 1234.5678 as "1,234.6"; "-" where there is none. */
export function figure(value: number | undefined, digits = 5): string {
  if (value === undefined || Number.isNaN(value)) return "-";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e12 || size < 1e-5)) return value.toExponential(3);
  return value.toLocaleString("en-US", {
    maximumSignificantDigits: Math.max(digits, size >= 1 ? Math.ceil(Math.log10(size)) : 0),
  });
}

/** With what stands around the numbers of its column: "€ 12", "12 %". */
export function withUnit(text: string, unit: string | undefined): string {
  if (unit === undefined || text === "-") return text;
  return /^[$€£¥₹]/.test(unit) ? `${unit}${text}` : unit === "%" ? `${text}%` : `${text} ${unit}`;
}

export function count(value: number, one: string, many = `${one}s`): string {
  return `${value.toLocaleString("en-US")} ${value === 1 ? one : many}`;
}
