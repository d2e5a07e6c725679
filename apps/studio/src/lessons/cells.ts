import type { Lesson } from "./lesson.ts";

export const cells: Lesson = {
  watch:
    "At a marked step the cell is to take in the value that it reads, and to say it until the next mark. In the maps each row is a unit and each column a step. " +
    "Watch gates learn to act at the marks alone, and rows of the state keep their colour from mark to mark.",
  race: "below",
  tries: [
    {
      say: "Turn the dial to the seventh sequence.",
      see: "Other marks, other values, the same cell: do its gates still act at the marks?",
      dial: 7,
    },
    {
      say: "Give the cell two units.",
      see: "With so little room one unit has to do it all, and does it as in a textbook.",
      settings: { hidden: "2" },
    },
    {
      say: "Hold values for a hundred steps.",
      see: "With long sequences and rare marks, which gate has to come closest to 1?",
      settings: { length: "200", marks: "0.01" },
    },
  ],
  questions: [
    {
      ask: "What does the forget gate do at this step?",
      answer:
        "It says how much of the cell state is kept: 1 all, 0 nothing. Look straight down from a mark: in some rows of the LSTM's forget gate the colour changes there, since the old value must make room, and at all other steps they are near 1. Point at one of them: the equation says which number closes it, mostly that of the mark.",
    },
    {
      ask: "Why does the line of what is said jump at marks?",
      answer:
        "There the input gate opens, and the new value goes into the state at once. Between two marks it is shut, so that what is read in between does not matter.",
    },
    {
      ask: "Why is the plain cell so much worse?",
      answer:
        "It has no gate: its state is computed anew at every step, so that everything that it reads wears down what it holds. Its rows do not keep their colour.",
    },
  ],
};
