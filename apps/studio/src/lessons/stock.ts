import type { Lesson } from "./lesson.ts";

export const stock: Lesson = {
  watch:
    "The solid line beside the blue one is the price of days that the network has not learned from; the dashed orange one repeats the last price that was told. " +
    "Watch the blue line close in on the price while the loss falls, and look closely: does it turn with the price, or a day later?",
  tries: [
    {
      say: "Turn the dial down to 0.",
      see: "Told no price at all, the network reads its own outputs for sixty days. What looked so good is gone.",
      dial: 0,
    },
    {
      say: "Measure prices from the last one of their window.",
      see: "The blue line comes closer, and lies on the orange one: the network has learned to repeat yesterday's price.",
      settings: { relative: "true" },
    },
    {
      say: "Train it without teacher forcing.",
      see: "With the dial at 1 the line follows the price less closely: its decoder has never read a true price while it learned.",
      settings: { teacherForcing: "never" },
    },
  ],
  questions: [
    {
      ask: "Is this forecast any good?",
      answer:
        "Look at the bars. One repeats the last price that was told, which takes no network. Unless the bar of the network is clearly shorter, the network has found nothing that helps, however well its line looks.",
    },
    {
      ask: "Why does the line look so good with the dial at 1?",
      answer:
        "It is told the price of every day right after it, so that to repeat it is enough. Where the price turns, the line turns a day later.",
    },
    {
      ask: "What does teacher forcing change?",
      answer:
        "In training, how often the decoder reads the true price before a day and how often its own. The dial does the same in the picture: at 1 every forecast is one day ahead, at 0 the last of them is sixty days ahead.",
    },
  ],
};
