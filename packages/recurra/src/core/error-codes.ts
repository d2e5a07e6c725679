// What every code of the library means. No program loads this: it is for docs/errors.md and for the test that compares it with the
// sources. The message of an error has names and numbers; this says what is the case and what to do about it.

import { dataCodes, formatCodes, trainingCodes } from "./data-error-codes.ts";
import type { ErrorCode } from "./error-code.ts";
import { optionCodes, shapeCodes, stateCodes } from "./program-error-codes.ts";

/** Every code that the library throws. */
export const errorCodes: Readonly<Record<string, ErrorCode>> = {
  ...dataCodes,
  ...formatCodes,
  ...optionCodes,
  ...shapeCodes,
  ...stateCodes,
  ...trainingCodes,
};
