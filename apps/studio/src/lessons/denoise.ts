import type { Lesson } from "./lesson.ts";

export const denoise: Lesson = {
  watch:
    "The dots are what the network reads, one after the other; the blue curve is where it says the clean wave is, knowing only the dots so far. " +
    "Watch it: nearly flat at first, it then follows the wave two or three steps late, and at last turns with it.",
  tries: [
    {
      say: "Turn the dial up to noise of 1.",
      see: "The network was trained on less: who is nearer now, the network or the filter?",
      dial: 1,
    },
    {
      say: "Train on noise of 1 from the beginning, with larger steps.",
      see: "At the same dial the curve is calmer than that of the network that has seen little noise.",
      settings: { epochs: "20", learningRate: "0.003", noise: "1" },
      dial: 1,
    },
    {
      say: "Read the sequence from both ends.",
      see: "Look at the first steps: a network that knows what comes is off less than half as much there.",
      settings: { bidirectional: "true", epochs: "20", learningRate: "0.003" },
    },
  ],
  questions: [
    {
      ask: "Why is the curve worst at its left end?",
      answer:
        "The state begins at zero, and one noisy point does not tell a rising wave from a falling one. After about fifteen steps the state knows where in the wave it is.",
    },
    {
      ask: "Why does the loss stay level for a while and then fall again?",
      answer:
        "Averaging the last points is found first, and the level is what that is worth: the filter's error. To get below it, the network has to use more than these few points, and it can: all waves have the same period.",
    },
    {
      ask: "Does the dial change what the network learns?",
      answer:
        "No. It changes the noise of the waves that are shown. The settings have the noise of those that are trained on.",
    },
  ],
};
