import type { Lesson } from "./lesson.ts";

export const cells: Lesson = {
  watch:
    "At a marked step the cell is to take in the value that it reads, and to say it until the next mark. In the maps each row is a unit and each column a step. " +
    "Watch some gates learn to act at the marks alone, and some rows of the state keep their colour from mark to mark.",
  race: "below",
  tries: [
    {
      say: "Turn the dial to the seventh sequence.",
      see: "Other marks, other values, the same cell: do its gates still act at the marks?",
      dial: 7,
    },
    {
      say: "Give the cell two units.",
      see: "With so little room one unit does it all, as in a textbook: between marks its input gate is shut and its forget gate open. With seed 1 the two share the work.",
      settings: { hidden: "2" },
    },
    {
      say: "Hold values for a hundred steps.",
      see: "With long sequences and rare marks, what is kept must last: in one row the forget gate is above 0.96 between marks.",
      settings: { length: "200", marks: "0.01" },
    },
  ],
  questions: [
    {
      ask: "What does the forget gate do at this step?",
      answer:
        "It says how much of the cell state is kept: 1 all, 0 nothing. Marks are named above the maps. Look straight down from one: in some rows of the LSTM's forget gate the colour changes there, since the old value must make room; between marks they are far more open. Point at one of them at a mark: the equation says which number closes it, mostly that of the mark.",
    },
    {
      ask: "Why does the line of what is said jump at marks?",
      answer:
        "In a row or two the input gate opens there, and the new value goes into the state at once. Between two marks it is nearly shut in that row, so that what is read in between does not matter.",
    },
    {
      ask: "Why is the plain cell so much worse?",
      answer:
        "It has no gate: its state is computed anew at every step, so that everything that it reads wears down what it holds. Look at its line of what is said: between marks it is less level than the LSTM's.",
    },
  ],
};
