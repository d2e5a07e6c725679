import type { Lesson } from "./lesson.ts";

export const direction: Lesson = {
  watch:
    "The line is the chance of a rise that the network gives to each of the last test days; from the dial's threshold on, a day is called up. " +
    "Watch it move as a whole and hardly tell one day from another: prices of these days are unlike all that it learns from. " +
    "The sentence above the picture says what its calls are worth beside always saying the same.",
  tries: [
    {
      say: "Turn the threshold down to 0.3.",
      see: "When the run has ended, every day is called up: the share of right calls is that of always saying up. Turn it up slowly: within a few hundredths, none is.",
      dial: 0.3,
    },
    {
      say: "Read changes from day to day in place of prices.",
      see: "The test days are then no longer unlike all that was learned from, and the line tells them apart. Do the calls get better by more than chance? The report at the end tests it.",
      settings: { features: "changes" },
    },
    {
      say: "Read 20 days in place of 3 and 4.",
      see: "More to read is more to learn by heart: the training loss falls, and that of the validation days rises further than with 3 and 4.",
      settings: { lengths: "20" },
    },
  ],
  questions: [
    {
      ask: "Is this forecast any good?",
      answer:
        "The sentence has the share of right calls and that of always saying the same. At the end the report tests the difference, on the days on which the two differ. Where that is every other one of 252, it takes about ten more right calls in a hundred days to be more than chance.",
    },
    {
      ask: "May I choose the threshold that does best here?",
      answer:
        "Some threshold always does best on the days that one looks at. Chosen on these, it says nothing of other days; it would have to be chosen before, on the validation days.",
    },
    {
      ask: "Why do the chances stay near one half?",
      answer:
        "Where the days before say little about the next, the smallest loss is that of giving each day the share of rising days. A chance far from it costs much when it is wrong.",
    },
  ],
};
