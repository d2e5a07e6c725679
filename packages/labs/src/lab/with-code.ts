// A lab and its code are one: the short program that makes the lab's pictures, which its page folds out.

import type { ReportDocument } from "@recurra/report";
import { made, part, requireArguments } from "recurra/core";
import type { Lab } from "./lab.ts";

const LAB = part<Lab>("a lab", "start");
const REPORT = made(
  "a report with sections",
  (value): value is ReportDocument =>
    typeof value === "object" && value !== null && Array.isArray((value as Partial<ReportDocument>).sections),
);

/** The report of a lab with the lab's program at its end, folded; as it is for a lab that has none. */
export function withCode(lab: Lab, report: ReportDocument): ReportDocument {
  requireArguments("withCode", { lab: LAB, report: REPORT }, lab, report);
  const { name, code } = lab;
  if (code === undefined) return report;
  const text =
    "The heart of this lab as a program: what a reader would change stands at its head. " +
    `\`recurra lab ${name} --code FOLDER\` writes it as a project that runs; there, changing one line is changing one line.`;
  const blocks = [
    { kind: "text", text },
    { kind: "program", name: `${name}.js`, text: code.text },
  ] as const;
  return { ...report, sections: [...report.sections, { heading: "The code", blocks }] };
}
