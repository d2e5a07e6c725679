import type { Lesson } from "./lesson.ts";

export const shapes: Lesson = {
  watch:
    "Seven shapes are trained one after another, each on the smallest task that needs it, and the picture is of the one that learns now. " +
    "Watch the ball: seen once, nothing tells where it flies; watched for ten frames, the network's dots move onto its path. " +
    "At the end all of them stand below each other.",
  tries: [
    {
      say: "Look at other samples of the test.",
      see: "What was learned must do for these as well: none of them was in the training.",
      dial: 7,
    },
    {
      say: "Take plain RNN cells instead of GRUs.",
      see: "It still learns them all: no sequence here is longer than 20 steps, and gates are for what lies further back.",
      settings: { cell: "rnn" },
    },
    {
      say: "Give every network 2 units.",
      see: "Three digits do not fit into such a state: most of what the encoder-decoder writes is wrong. The bidirectional network still needs no more.",
      settings: { hidden: "2" },
    },
  ],
  questions: [
    {
      ask: "Why can a network that sees one frame not say where the ball goes?",
      answer:
        "A place has no direction: from the same place balls fly anywhere. The state of the network that watches carries what the frames before have shown.",
    },
    {
      ask: 'How can the bidirectional network tag "under", where the other one cannot?',
      answer:
        'It also reads from the end, and has seen the noun by then. Up to "under" both sentences are the same, so whoever only reads forwards can do no better than guess there.',
    },
    {
      ask: "What does teacher forcing change in the encoder-decoder?",
      answer:
        "While it is trained, its decoder reads the true digits. In the table it reads what it wrote itself, so one wrong digit may lead to others.",
    },
  ],
};
