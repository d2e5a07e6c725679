// Texts that are looked at more closely.
import type { Written, WrittenDates } from "./data.ts";
import type { Looked } from "./found.ts";

/** Texts that no list has, and what is asked by each. */
export const questions: readonly { readonly text: string; readonly about: string }[] = [
  { text: "03/11/2021", about: "day or month first: both could be, so the day is" },
  { text: "11/13/2021", about: "no month has the number 13, so it is the day" },
  { text: "3 März 98", about: "a German month without its full stop" },
  { text: "mrach 7 2005", about: "a typing error at the first letter, which training does not have" },
  { text: "31 February 2001", about: "no such date" },
  { text: "March 2005", about: "no day" },
  { text: "hello", about: "no date at all" },
];

/** Formats whose attention is shown, where there is a text in them that is read right. */
const SHOWN = ["{Do} of {MMMM} {YYYY}", "{W}, {Do} {MMMM} {YYYY}", "{DD}/{MM}/{YYYY}"];

/**
 * Texts for pictures of the attention: of some known formats the first that is read right, the first with a typing error, and of the unknown formats
 * the first that is read right and the first two that are not.
 */
export function chooseLooked(
  { known, unknown }: WrittenDates,
  answers: readonly Pick<Looked, "written" | "attention">[],
  unknownAnswers: readonly Pick<Looked, "written" | "attention">[],
): Looked[] {
  const look = (texts: readonly Written[], given: typeof answers, isKnown: boolean) =>
    texts.map(({ text, iso, format, typo }, i) => {
      const right = given[i].written === iso;
      return { pattern: format.pattern, typo, right, looked: { text, iso, known: isKnown, ...given[i] } };
    });
  const [ours, theirs] = [look(known, answers, true), look(unknown, unknownAnswers, false)];
  const chosen = [
    ...SHOWN.map((pattern) => ours.find((one) => one.right && !one.typo && one.pattern === pattern)),
    ours.find((one) => one.right && one.typo),
    theirs.find((one) => one.right),
    ...theirs.filter((one) => !one.right).slice(0, 2),
  ];
  return chosen.flatMap((one) => (one === undefined ? [] : [one.looked]));
}
