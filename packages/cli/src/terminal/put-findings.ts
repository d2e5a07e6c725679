import { wordFinding } from "recurra/data";
import { currentWording } from "./wording.ts";

/** Findings on data, in the words of the command that runs. */
export function putFindings<T extends Parameters<typeof wordFinding>[0]>(findings: readonly T[]): readonly T[] {
  return findings.map((finding) => wordFinding(finding, currentWording()));
}
