import type { Lab, LabFile, SettingsOf } from "@recurra/labs";
import type { Mode } from "recurra";

/** What a lab reads, with the hash of its bytes. */
export interface LabData extends LabFile {
  readonly sha256: string;
}

/** What a run is made of. */
export interface LabRunParts {
  readonly lab: Lab;
  readonly settings: SettingsOf<Lab["options"]>;
  readonly mode: Mode;
  readonly threads: number | "auto";
  readonly data: LabData | undefined;
  readonly out: string | undefined;
  readonly quiet: boolean;
}
