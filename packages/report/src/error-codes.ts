// What every code of this package means. No program loads this: it is for docs/errors.md and for the test that compares it with the
// sources.

/** Why an error of a code is thrown, and what to do. */
interface ErrorCode {
  readonly kind: "Option";
  readonly cause: string;
  readonly remedy: string;
}

export const errorCodes: Readonly<Record<string, ErrorCode>> = {
  DOCUMENT: {
    kind: "Option",
    cause: "A block of a document is not as docs/reports.md says, or a result is not as an experiment gives it.",
    remedy: "Correct the block or the part that the message names.",
  },
};
