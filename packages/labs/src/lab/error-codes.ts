// Every code of an error that the labs throw themselves, with what leads to it and what to do: docs/errors.md is made from it. Their
// options have OPTION_VALUE and OPTION_UNKNOWN of the library.

/** Why an error comes, and what cures it. */
export interface ErrorCodeEntry {
  readonly cause: string;
  readonly remedy: string;
}

export const errorCodes = {
  LAB_OPTION: {
    cause: "Options of a lab that do not fit together, or a list with a name twice or with one that is none.",
    remedy: "Change the options that the message names.",
  },
  LAB_FILE: {
    cause: "The lab reads a file, and the program gave it none.",
    remedy: "Give `file` in the context of `start`.",
  },
  LAB_TEXT: {
    cause: "The text is too short to be cut into its parts, or is one character over and over.",
    remedy: "Give a longer text, or a smaller batch.",
  },
  LAB_COLUMN: {
    cause: "The file has no column of the name that the lab looks for.",
    remedy: "Name one of those that the message lists.",
  },
  LAB_DATES: {
    cause:
      "The file does not have one row a day with its date, two rows of a day differ, or it has too few days between the dates asked for.",
    remedy: "Give a file of daily prices, correct the rows that the message names, or ask for other dates.",
  },
  LAB_ROWS: {
    cause: "The file has fewer days than the windows and the test need.",
    remedy: "Give more days, or ask for shorter windows or a smaller test.",
  },
  LAB_CONSTANT: {
    cause:
      "A column does not change over the training days, or all of them are of one kind: nothing can be learnt from it.",
    remedy: "Name another column, or give more days.",
  },
  LAB_SOUND: {
    cause: "The sound file is no WAV that is read, breaks off, is silent, or is too short.",
    remedy: "Give a WAV of PCM or floating point that lasts a tenth of a second or more.",
  },
  LAB_ZERO: {
    cause: "A price is 0, from which no relative change can be taken.",
    remedy: "Read levels in place of changes, or leave the column out.",
  },
} as const satisfies Record<string, ErrorCodeEntry>;
