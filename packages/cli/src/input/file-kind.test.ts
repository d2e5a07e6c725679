import { expect, test } from "vitest";
import { detectFileKind } from "./file-kind.ts";

const bytes = (...parts: (number[] | string)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...new TextEncoder().encode(part)] : part)));

test("safetensors, zip archives, Parquet files and texts are told apart by their first bytes", () => {
  expect(detectFileKind(bytes([16, 0, 0, 0, 0, 0, 0, 0], '{"a":1}'))).toBe("safetensors");
  expect(detectFileKind(bytes("PK", [3, 4, 20, 0]))).toBe("zip");
  expect(detectFileKind(bytes("Date,Größe\n2024-01-01,1\n"))).toBe("text");
  expect(detectFileKind(bytes([0xff, 0xfe, 68, 0]))).toBe("text");
  expect(detectFileKind(bytes([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13]))).toBe("other");
  expect(detectFileKind(bytes([0x80, 0x81]))).toBe("other");
  expect(detectFileKind(bytes("PAR1", [0x15, 0, 0]))).toBe("parquet");
  expect(detectFileKind(bytes("PAR1,a\n1,2\n"))).toBe("text");
  expect(detectFileKind(new Uint8Array(0))).toBe("other");
});

test("a page is told from other texts by how it begins, in any case and behind a byte-order mark or a comment", () => {
  for (const start of ["<!doctype html>", "\ufeff\n<!DOCTYPE HTML PUBLIC>", "<html lang=en>", "<!-- saved --><html>"])
    expect(detectFileKind(bytes(`${start}<p>1,2</p>`))).toBe("html");
  for (const text of ["<htmlish,b\n1,2", "a,<html>\n1,2", "<svg>"]) expect(detectFileKind(bytes(text))).toBe("text");
});

test("a long text is one although the sample ends within a character", () => {
  expect(detectFileKind(bytes("x", "é".repeat(4000)))).toBe("text");
});
