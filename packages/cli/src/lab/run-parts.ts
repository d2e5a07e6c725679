import type { Lab, LabContext, SettingsOf } from "@recurra/labs";
import type { Mode } from "recurra";

/** What a lab reads, with the hash of its bytes. */
export interface LabData {
  readonly name: string;
  readonly sha256: string;
  /** As the lab takes it. */
  readonly given: Pick<LabContext, "file" | "sound">;
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
