import type { Lesson } from "./lesson.ts";

export const compare: Lesson = {
  watch:
    "Networks of as many units learn from the same days with the same seed, one after the other; the race lays their losses over each other, each from its own first step. " +
    "Watch who is ahead by steps, then by seconds. Then look at the bars: a low loss is not yet a good forecast.",
  race: "above",
  tries: [
    {
      say: "Race three cells alone: RNN, LSTM, GRU.",
      see: "The sentence below the race says who was first at a loss that all have come to: by steps, or by seconds.",
      settings: { networks: "rnn,lstm,gru" },
    },
    {
      say: "Measure prices from the last one of their window.",
      see: "All bars shrink to nearly that of yesterday's price, whatever the cell: there was next to nothing to remember.",
      settings: { networks: "rnn,lstm,gru", relative: "true" },
    },
    {
      say: "Turn the dial to 5 days ahead.",
      see: "Each network now reads its own predictions of four days. Whose bar grows least, and does it beat the price of five days before?",
      dial: 5,
    },
  ],
  questions: [
    {
      ask: "Why is the order by seconds another one than by steps?",
      answer:
        "A step of an LSTM takes four matrix products for each one of a plain RNN, a GRU's three; one that reads in both directions takes twice as many. Where a run is over in a second, the first network also pays for the start of the kernels: race once more, with other seeds. The table below the race has the parameters and the seconds of each.",
    },
    {
      ask: "Why do the lines go up and down?",
      answer:
        "Batches come in the order of time, the same in every epoch, and some of the years are harder than others. Each bump is one pass over the training days.",
    },
    {
      ask: "The lowest loss wins the race. Does it win the test?",
      answer:
        "Often not. The loss is that of the training days; the bars are errors on days that came later, at prices above all that were learned from, where outputs flatten.",
    },
    {
      ask: "Is this forecast any good?",
      answer:
        "Only where a bar is clearly shorter than that of yesterday's price. The report at the end says whether a difference is more than chance.",
    },
  ],
};
