// Paragraphs of a lab on a terminal: the marks for code, stress and formulas of @recurra/report become what a terminal has.

import { plainFormula } from "./formula.ts";
import { printable, styled, wrap } from "./terminal.ts";

interface Part {
  readonly shown: string;
  readonly strong: boolean;
}

/** The marks as @recurra/report reads them: a dollar sign before or after a space, or before a digit, is one of money. */
const MARKS = /`([^`]+)`|\*\*(.+?)\*\*|\$(?=\S)([^$]*[^$\s])\$(?!\d)/g;

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  const add = (shown: string): number => parts.push({ shown: printable(shown), strong: false });
  for (const { 0: all, 1: code, 2: strong, 3: tex, index } of text.matchAll(MARKS)) {
    add(text.slice(end, index));
    if (strong !== undefined) parts.push(...partsOf(strong).map(({ shown }) => ({ shown, strong: true })));
    else add(code ?? plainFormula(tex));
    end = index + all.length;
  }
  add(text.slice(end));
  return parts;
}

/** Paragraphs in lines of at most `width`, parted by empty lines; **stress** is bold where the terminal has it. */
export function paragraphs(text: string, width: number): string {
  return text
    .split(/\n\s*\n/)
    .map((part) => paragraph(part, width))
    .join("\n\n");
}

function paragraph(text: string, width: number): string {
  const parts = partsOf(text.replace(/\s+/g, " ").trim());
  const plain = parts.map(({ shown }) => shown).join("");
  const strong = parts.flatMap(({ shown, strong }) => Array<boolean>(shown.length).fill(strong));
  let at = 0;
  return wrap(plain, width).replace(/\S+/gu, (word) => {
    at = plain.indexOf(word, at) + word.length;
    return strong[at - 1] ? styled("bold", word) : word;
  });
}
