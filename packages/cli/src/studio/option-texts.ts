/** The options as commander gives them. */
export interface StudioOptionTexts {
  readonly port: string;
  readonly export?: string;
  readonly json?: boolean;
}
