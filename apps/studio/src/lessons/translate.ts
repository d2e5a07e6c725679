import type { Lesson } from "./lesson.ts";

export const translate: Lesson = {
  watch:
    "The table has what the network writes now for texts that it has not learned from; what is right stands out. " +
    "Below it is where the network looks: a row for each character that it writes, a column for each that it has read. " +
    "Watch marked cells gather at the year, the month and the day.",
  tries: [
    {
      say: "Let it read another date.",
      see: "The picture below the table is of the first text: the first four rows are marked at its year, wherever that stands.",
      dial: 6,
    },
    {
      say: "Take the attention away.",
      see: "The whole text must pass through one vector: dates come out right epochs later, and more of them stay wrong.",
      settings: { attention: "off" },
    },
    {
      say: "Put typing errors into half of the texts.",
      see: "Names of months come out right all the same, once the loss has fallen.",
      settings: { attention: "on", typos: "0.5" },
    },
  ],
  questions: [
    {
      ask: "How can it write the year first, where the text has it last?",
      answer:
        "It does not go through the text from left to right: at each step attention chooses where to look. The first rows of the picture are marked at the year's digits.",
    },
    {
      ask: "Why does it look anywhere while it writes a hyphen?",
      answer:
        "The shares of a row always add up to 1, so it has to look somewhere. A hyphen stands at the same place in every date: where it looks then says nothing.",
    },
    {
      ask: "What does the decoder read?",
      answer:
        "While it is trained, the true character before (teacher forcing); in the table, the one that it wrote itself. So a wrong digit can be followed by another.",
    },
  ],
};
