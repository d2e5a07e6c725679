import type { LabResult, Plain } from "@recurra/labs";
import type { DocumentVerdict } from "@recurra/report";
import type { Phase } from "../run/phase-log.ts";
import { versions } from "../terminal/version.ts";
import type { LabRunParts } from "./run-parts.ts";

/** The result of a lab for programs: what --json prints and result.json holds. */
export interface LabDocument {
  readonly format: "recurra-lab/1";
  readonly lab: string;
  readonly status: "done";
  readonly seed: unknown;
  readonly mode: string;
  readonly settings: object;
  readonly data: { readonly file: string; readonly sha256: string } | null;
  readonly verdict: DocumentVerdict | null;
  readonly scores: LabResult["scores"];
  readonly results: LabResult["results"];
  readonly training: readonly Phase[];
  readonly files: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
}

function isSingle(value: Plain): boolean {
  return value === null || typeof value !== "object";
}

/** Single numbers and words of the results stand at the top as well, unless a member of the document has their name. */
export function labDocument(
  { lab, settings, mode, data }: LabRunParts,
  { results, scores, report }: LabResult,
  training: readonly Phase[],
  files: LabDocument["files"],
): LabDocument {
  const document: LabDocument = {
    format: "recurra-lab/1",
    lab: lab.name,
    status: "done",
    seed: settings.seed ?? null,
    mode,
    settings,
    data: data === undefined ? null : { file: data.name, sha256: data.sha256 },
    verdict: report.verdict ?? null,
    scores,
    results,
    training,
    files,
    versions: versions(),
  };
  const single = Object.entries(results).filter(([name, value]) => isSingle(value) && !Object.hasOwn(document, name));
  const { format, lab: name, status, ...rest } = document;
  return { format, lab: name, status, ...Object.fromEntries(single), ...rest };
}
