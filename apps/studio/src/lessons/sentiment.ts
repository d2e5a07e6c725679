import type { Lesson } from "./lesson.ts";

export const sentiment: Lesson = {
  watch:
    "Below each word stands the network's probability of praise after it has read so far. Watch the word not, and the word but: at first they change nothing, later they turn the answer round. " +
    "The second network is not told where sentences end; while it learns, both stand below each other.",
  tries: [
    {
      say: "Read a sentence in which one word says it all.",
      see: "The number moves far at one word alone: a bag of words would do as well here.",
      dial: 1,
    },
    {
      say: "Train a plain RNN instead of a GRU.",
      see: "Which kinds of sentences does it still read? The report has a row for each kind.",
      settings: { cell: "rnn" },
    },
    {
      say: "Learn from 200 sentences instead of 800.",
      see: "The loss of the training falls as before, that of the validation does not: it learns sentences by heart.",
      settings: { train: "200" },
    },
  ],
  questions: [
    {
      ask: "Why does the answer change at words that say nothing good or bad?",
      answer:
        'It is asked after each word, and answers with what it knows then. Behind "i do not think that" it expects the opposite of what follows.',
    },
    {
      ask: "Why is a bag of words not enough?",
      answer:
        'It counts words, and does not know their order: "not dull, but cold" and "not cold, but dull" are the same bag. The table has a sentence of each kind.',
    },
    {
      ask: "Why must the network know where a sentence ends?",
      answer:
        "Sentences of a batch are padded to the longest. Without lengths the padding is read as words are, and the answer drifts with it: compare the two networks when both are there.",
    },
  ],
};
