// A drawing whose colours are names of custom properties, as a picture that every viewer shows: each colour stands there as it is on a
// light ground, and a rule of the picture's own says the one for a dark ground.

import { heatColors, lineColors, type Markup } from "../drawing/index.ts";

const light: Readonly<Record<string, string>> = { ...lineColors.light, ...heatColors.light };
const dark: Readonly<Record<string, string>> = { ...lineColors.dark, ...heatColors.dark };

/** The class that keeps a picture's rules from other pictures and pages. */
export const FIGURE_CLASS = "recurra-figure";

/** What cannot stand in XML, whoever wrote it into a label. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
const unfit = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu;

/** The text without signs that no XML can hold. */
export function fitForXml(text: string): string {
  return text.replace(unfit, "\ufffd");
}

/** The drawing in the colours of a light ground, and the rules for a dark one. */
export function colored(drawing: Markup): { readonly text: string; readonly rules: string } {
  const used = new Set<string>();
  // In texts, quotation marks are references: no label looks like an attribute.
  const text = drawing.text.replace(/(fill|stroke)="var\(--([\w-]+)\)"/g, (_, attribute: string, name: string) => {
    used.add(`.${FIGURE_CLASS} [data-${attribute}="${name}"]{${attribute}:${dark[`--${name}`]}}`);
    return `${attribute}="${light[`--${name}`]}" data-${attribute}="${name}"`;
  });
  return { text: fitForXml(text), rules: [...used].join("") };
}
