import type { ForecastResult } from "recurra/report";

function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "";
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The forecast as CSV: time, value, lower, upper; the ends are empty where no interval could be sized. */
export function forecastCsv({ forecast }: ForecastResult): string {
  const rows = forecast.map(({ time, value, lower, upper }) => [time, value, lower, upper].map(cell).join(","));
  return `${["time,value,lower,upper", ...rows].join("\n")}\n`;
}
