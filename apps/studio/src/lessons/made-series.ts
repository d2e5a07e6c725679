import type { Lesson } from "./lesson.ts";

export const madeSeries: Lesson = {
  watch:
    "Grey is what the network is given, black is what comes, and the curve is what it foretells, of series that it has never seen; below them is a file, which it does not learn from either. " +
    "Watch it begin with the last season as it was, and then weigh older seasons, levels and drift.",
  tries: [
    {
      say: "Look at other series.",
      see: "Each set has one series of each season: where is the forecast bold, and where does it stay near the last value?",
      dial: 5,
    },
    {
      say: "Look at the closing price in place of the volume, for 20 epochs.",
      see: "A price has no season that lasts: the forecast hardly leaves the last value.",
      settings: { column: "Close", epochs: "20" },
    },
    {
      say: "Train 8 units instead of 48, for 20 epochs.",
      see: "How much of it can so small a network do?",
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
