import type { Lesson } from "./lesson.ts";

export const direction: Lesson = {
  watch:
    "The line is the chance of a rise that the network gives to each of the last test days, and from the dial's threshold on it is called up. " +
    "Watch the chances spread while it learns, and the sentence above the picture: do the calls ever get ahead of always saying the same?",
  tries: [
    {
      say: "Turn the threshold up to 0.55.",
      see: "Fewer days are called up. Are those that are left right more often than the others?",
      dial: 0.55,
    },
    {
      say: "Read changes from day to day in place of prices.",
      see: "The test days are then no longer above all that was learned from. Do the calls get better?",
      settings: { features: "changes" },
    },
    {
      say: "Read 20 days in place of 3 and 4.",
      see: "More to read is more to learn by heart: look at the training loss and at that of the validation days.",
      settings: { lengths: "20" },
    },
  ],
  questions: [
    {
      ask: "Is this forecast any good?",
      answer:
        "The sentence has the share of right calls and that of always saying the same. At the end the report tests the difference: on 252 days it takes about six more right calls in a hundred to be more than chance.",
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
