import type { Lesson } from "./lesson.ts";

export const gradients: Lesson = {
  watch:
    "Each line follows the gradient of the loss back through one network, a step at a time, all on one logarithmic axis: the lower it lies, the less is left to learn from. " +
    "First all networks are new, then recurrent weights are scaled, then each network learns in turn. Watch the RNN with tanh: asked for 10 steps, its line rises a hundredfold at the dotted mark.",
  tries: [
    {
      say: "Turn the dial to 200 steps back.",
      see: "Which line is still above a ten-thousandth of where it began at the far end?",
      dial: 200,
    },
    {
      say: "Begin with recurrent weights twice as large.",
      see: "The lines of the plain networks fall less steeply. The report at the end says how far back each learned: the RNN with tanh 50 steps in place of 10.",
      settings: { gain: "2" },
    },
    {
      say: "Open the gates that keep the memory wider at the start.",
      see: "The lines of the LSTM and of the GRU with a bias are nearly level before they have learned anything.",
      settings: { forgetBias: "3", updateBias: "5" },
    },
  ],
  questions: [
    {
      ask: "Why does the gradient vanish?",
      answer:
        "Each step back multiplies it by the recurrent weights and by slopes of at most 1. If a step leaves 0.6 of it, less than a millionth is left after 30 steps: on the logarithmic axis that is a straight line down. Turn the dial and see where it ends.",
    },
    {
      ask: "What do gates do about it?",
      answer:
        "The memory of an LSTM or GRU goes from step to step through a gate. Where the gate is near 1, the gradient passes nearly whole. New gates are half open and help little; a bias that opens them makes the line flat.",
    },
    {
      ask: "What does the clip line say?",
      answer:
        "Clipping takes the norm of the gradients of all weights together, the points in the lower picture, and scales it down to this line where it is above. That tames gradients that explode. One that has vanished stays as it is.",
    },
  ],
};
