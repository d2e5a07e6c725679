import type { Lesson } from "./lesson.ts";

export const text: Lesson = {
  watch:
    "The passage is written by the network as it is now, sign by sign; strong colours are signs that it did not expect itself. " +
    "It begins with letters by chance, then finds spaces and short words, then words and lines that look like the book's. " +
    "The bars are the chances that the first of these signs was drawn from.",
  tries: [
    {
      say: "Turn the temperature down to 0.2.",
      see: "It writes what is likeliest, and comes back to the same words. Above 1 it is bold, and its words are often none.",
      dial: 0.2,
    },
    {
      say: "Train 24 units instead of 192, for 10 epochs.",
      see: "How much of the spelling is left, and how much of the sentences?",
      settings: { epochs: "10", hidden: "24" },
    },
    {
      say: "Let gradients reach back 8 characters instead of 64, for 10 epochs.",
      see: "Words still come out, and as many of them are in the book: what spells a word lies within a few characters.",
      settings: { epochs: "10", length: "8" },
    },
  ],
  questions: [
    {
      ask: "What does the temperature change?",
      answer:
        "Only how a sign is drawn: the scores are divided by it before the softmax. The bars show the chances that come of it; the network stays as it is.",
    },
    {
      ask: "Why do strong colours stand where words begin?",
      answer:
        "Within a word few signs can follow. Which word comes next is known much less, so its first sign surprises most.",
    },
    {
      ask: "Does it know the book by heart?",
      answer:
        "No: it has hardly more weights than the book has characters, and no line that it writes is in the book. The report compares it with n-grams, which do keep pieces of the book.",
    },
  ],
};
