import type { Lesson } from "./lesson.ts";

export const madeSeries: Lesson = {
  watch:
    "The grey line is what the network is given, what comes goes on from there, and the blue line is what it foretells, of series that it has never seen; below them is a file, which it does not learn from either. " +
    "Watch it begin with the last season as it was, and then weigh older seasons, levels and drift.",
  tries: [
    {
      say: "Look at series in which hardly anything comes back.",
      see: "In the first of them the last season says nothing of the next: the forecast is much flatter than it.",
      dial: 10,
    },
    {
      say: "Look at the closing price in place of the volume, for 20 epochs.",
      see: "No season is found in a price: the forecast begins as the last value, and stays within a few percent of it.",
      settings: { column: "Close", epochs: "20" },
    },
    {
      say: "Train 8 units instead of 48, for 20 epochs.",
      see: "Nearly all of it: by the report its error is hardly larger than that of 48 units after as many epochs.",
      settings: { epochs: "20", hidden: "8" },
    },
  ],
  questions: [
    {
      ask: "How can it forecast a series that it was not trained on?",
      answer:
        "It has seen many thousands of made ones, with seasons, trends, noise and jumps of all sizes. It learns how series go on, not how one of them does.",
    },
    {
      ask: "Why is the forecast calmer than what comes?",
      answer:
        "It says the median. Noise cannot be foretold, and the curve that is nearest to it on average goes through its middle.",
    },
    {
      ask: "Is this forecast any good?",
      answer:
        "The report scores it beside the last season repeated and a ridge regression fitted to each series itself, on made series that were kept for the test.",
    },
  ],
};
