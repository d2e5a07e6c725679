import { expect, test } from "vitest";
import { DataError } from "../../core/errors.ts";
import { decodeText, requireText } from "./text.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test("UTF-8 is decoded with and without a byte-order mark", () => {
  expect(decodeText(bytes("Größe,1\n"), "a.csv")).toBe("Größe,1\n");
  expect(decodeText(bytes("\ufeffa,1\n"), "a.csv").replace("\ufeff", "")).toBe("a,1\n");
});

test("UTF-16 with a byte-order mark is decoded in both byte orders", () => {
  const text = "Date,Größe\n";
  const units = [0xfeff, ...Array.from(text, (c) => c.charCodeAt(0))];
  const little = Uint8Array.from(units.flatMap((unit) => [unit & 255, unit >> 8]));
  const big = Uint8Array.from(units.flatMap((unit) => [unit >> 8, unit & 255]));
  expect(decodeText(little, "a.csv")).toBe(text);
  expect(decodeText(big, "a.csv")).toBe(text);
});

test("text in Windows-1252 is read as such", () => {
  expect(decodeText(Uint8Array.of(71, 114, 0xf6, 0xdf, 101, 44, 0x80), "a.csv")).toBe("Größe,€");
});

test("a binary file is refused in one line that names it", () => {
  const noise = Uint8Array.from({ length: 300 }, (_, i) => (i * 89) % 256);
  expect(() => decodeText(noise, "image.csv")).toThrow(
    new DataError("CSV_BINARY", "image.csv", "not a CSV text but a binary file", {
      remedies: ["give a text file with one row per line"],
    }),
  );
  expect(() => requireText("a,b\n1,\0\n", "nul.csv")).toThrow("nul.csv: not a CSV text but a binary file.");
});

test("a workbook, an archive and a PDF are named for what they are", () => {
  expect(() => decodeText(bytes("PK\u0003\u0004..."), "a.xlsx")).toThrow(
    "a.xlsx: not a CSV text but a ZIP archive or an Excel workbook. Save the sheet as CSV first.",
  );
  expect(() => decodeText(Uint8Array.of(0x1f, 0x8b, 8), "a.gz")).toThrow(
    "a.gz: not a CSV text but compressed by gzip. Unpack it first.",
  );
  expect(() => decodeText(bytes("%PDF-1.7"), "a.pdf")).toThrow("a PDF document");
});
