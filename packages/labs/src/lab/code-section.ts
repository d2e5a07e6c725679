// A lab and its code are one: the short program that makes the lab's pictures, which its page folds out.

import type { DocumentSection } from "@recurra/report";
import { part, requireArguments } from "recurra/core";
import type { Lab } from "./lab.ts";

const LAB = part<Lab>("a lab", "start");

/** The last section of a lab's report: its program, folded; undefined for a lab that has none. */
export function codeSection(lab: Lab): DocumentSection | undefined {
  requireArguments("codeSection", { lab: LAB }, lab);
  const { name, code } = lab;
  if (code === undefined) return undefined;
  const text =
    "The heart of this lab as a program: what a reader would change stands at its head. " +
    `\`recurra lab ${name} --code FOLDER\` writes it as a project that runs; there, changing one line is changing one line.`;
  const blocks = [
    { kind: "text", text },
    { kind: "program", name: `${name}.js`, text: code.text },
  ] as const;
  return { heading: "The code", blocks };
}
