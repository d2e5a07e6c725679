// The labs as a course: its chapters, each with what it is about. The order of the labs is that of the library.

export interface Chapter {
  readonly title: string;
  readonly about: string;
  /** Names of labs. */
  readonly labs: readonly string[];
}

export const chapters: readonly Chapter[] = [
  {
    title: "First steps",
    about: "A network reads a sequence, and gets something right that nobody told it.",
    labs: ["denoise", "signal"],
  },
  {
    title: "Is it any good?",
    about: "Prices, where a network must beat yesterday's, and mostly does not.",
    labs: ["stock", "compare", "direction"],
  },
  {
    title: "Why it works",
    about: "Gradients, gates and states: how far back a network learns, and what it keeps.",
    labs: ["gradients", "shapes", "cells", "made-series"],
  },
  {
    title: "Words and sounds",
    about: "The same cells read letters, sentences, dates and music.",
    labs: ["text", "sentiment", "translate", "sound"],
  },
];
