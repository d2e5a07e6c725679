import type { Lesson } from "./lesson.ts";

export const sentiment: Lesson = {
  watch:
    "Below each word stands the network's probability of praise after it has read so far. Watch the words that praise or blame: at first none moves the answer far, later the one behind the word but turns it round. " +
    "The second network is not told where sentences end; while it learns, both stand below each other.",
  tries: [
    {
      say: "Read a sentence in which one word says it all.",
      see: "One word decides, wherever it stands. Then turn on to 8: at weak the answer rises, since what stands before it denies it.",
      dial: 1,
    },
    {
      say: "Train a plain RNN instead of a GRU.",
      see: "It still reads most sentences, but fewer than the GRU; those with although are among its worst. The report has a row for each kind.",
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
        "It is asked after each word, but learned from whole sentences alone: a number in the middle is what it would say if the sentence ended there. Only the last one is an answer; those before show that its state has changed.",
    },
    {
      ask: "Why is a bag of words not enough?",
      answer:
        'It counts words, and does not know their order: "not dull, but warm" and "not warm, but dull" are the same bag. The table has a sentence of each kind.',
    },
    {
      ask: "Why must the network know where a sentence ends?",
      answer:
        "Sentences of a batch are padded to the longest. Without lengths the padding is read as words are, and the answer drifts with it: compare the two networks when both are there.",
    },
  ],
};
