// Amounts as a reader takes them in: a time span, a size on disk, a number.

import { grouped } from "recurra/words";

/** "12 ms", "3.8 s", "42 s", "12 min", "5 h 10 min", "3 d 4 h". */
export function span(seconds: number): string {
  if (seconds < 0.95) return `${Math.round(1000 * seconds)} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 99.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  const hours = Math.round(minutes / 60);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** Bytes in units of a thousand: "812 B", "4.2 KB", "172 KB", "1.3 GB". */
export function size(bytes: number): string {
  let value = bytes;
  for (const unit of ["B", "KB", "MB", "GB"]) {
    if (value < 999.5) return `${value < 9.95 && unit !== "B" ? value.toFixed(1) : Math.round(value)} ${unit}`;
    value /= 1000;
  }
  return `${value.toFixed(1)} TB`;
}

/** Four digits that count, with commas; an exponent where the number is very small or very large. */
export function figure(value: number): string {
  const magnitude = Math.abs(value);
  if (value === 0) return "0";
  if (magnitude < 1e-4 || magnitude >= 1e9) return value.toExponential(3);
  if (magnitude >= 1000) return grouped(Math.round(value));
  return value.toPrecision(4);
}
