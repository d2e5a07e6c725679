import type { Lab, LabFile } from "@recurra/labs";
import type { Block, DocumentVerdict } from "@recurra/report";

export interface RecordedRun {
  readonly blocks: readonly Block[];
  readonly verdict: DocumentVerdict | undefined;
}

export function runLab(
  lab: Lab,
  options?: { readonly settings?: Readonly<Record<string, unknown>>; readonly file?: LabFile },
): Promise<RecordedRun>;
