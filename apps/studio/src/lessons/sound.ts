import type { Lesson } from "./lesson.ts";

export const sound: Lesson = {
  watch:
    "Dots are noisy samples, the curve is what the network makes of them, and the title says how much of the error is gone. " +
    "Below is what it lets through at each frequency: noise is everywhere, notes are thin lines. " +
    "Watch the ground between the lines empty while it learns; at the end the sounds are there to be heard.",
  tries: [
    {
      say: "Turn the noise up until the sound is 5 dB below it.",
      see: "The network has never heard that much, and hardly any of the error is gone now: silence would be nearer to the sound.",
      dial: -5,
    },
    {
      say: "Begin with filters by chance, for 15 epochs.",
      see: "What it lets through is in no order now, and much less of the error is gone: the filters, too, have to be learned.",
      settings: { epochs: "15", filters: "random" },
    },
    {
      say: "Read the sound from both ends, for 15 epochs.",
      see: "A network that also knows what comes takes more off the error than one that only reads forwards takes in as many epochs; by the ear it is little.",
      settings: { bidirectional: "true", epochs: "15" },
    },
  ],
  questions: [
    {
      ask: "Can I hear what it does?",
      answer:
        "Yes: when the run has ended, the sound is there with its noise, cleaned, and as it was. Turn the dial, and listen again.",
    },
    {
      ask: "What is a gate here?",
      answer:
        "A number between 0 and 1 for each filter and step, by which what the filter found is multiplied: at 0 it is kept out, at 1 it passes. The picture shows all of them.",
    },
    {
      ask: "Why is a recurrent network better than a filter that is fixed, on instruments that it knows?",
      answer:
        "A note lasts. Its state has heard which notes sound, and lets their frequencies through for as long as they do.",
    },
  ],
};
