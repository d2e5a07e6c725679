import type { Lesson } from "./lesson.ts";

export const signal: Lesson = {
  watch:
    "The dots in the shade are points that the network has never learned from. The blue line is what it writes while it is told each true value afterwards, the dashed orange line what it writes when it reads its own outputs only. " +
    "Watch the blue line find the waves, and the dashed one lose them.",
  tries: [
    {
      say: "Turn the dial down to 0.",
      see: "Both lines become one: for how many steps is the network good without a true value to lean on?",
      dial: 0,
    },
    {
      say: "Let it read 20 points in place of 5.",
      see: "Five noisy points do not tell where in the period one is. Twenty do: the free-running line stays on the waves for much longer.",
      settings: { inputSteps: "20" },
    },
    {
      say: "Train it without teacher forcing.",
      see: "The loss ends higher, because the task is harder. Compare both errors with those of the run at the defaults.",
      settings: { teacherForcing: "never" },
    },
  ],
  questions: [
    {
      ask: "What does teacher forcing change?",
      answer:
        "With it, each step reads the true value before it, so every forecast is one point ahead: in the lower picture the solid line of errors stays level. Without it, each error is part of what the next step reads: the dashed line begins as low, and climbs within ten steps. Turn the dial to see all that lies between.",
    },
    {
      ask: "The loss is low. Is the network good, then?",
      answer:
        "The loss is measured with teacher forcing, one point ahead each time. The sentence above the picture has both errors: only the second says what the network can do alone.",
    },
    {
      ask: "Why does the free-running line still look like a wave?",
      answer:
        "It has learned what waves look like, and what it loses is mostly where in the wave it is: shifted along, its line would fit better. That is why a picture alone convinces too easily: the error at each step ahead shows it.",
    },
  ],
};
