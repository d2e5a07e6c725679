// What is said of the lab that writes. One network of the book takes half a minute: one seed, and its first ten epochs.
import { readFileSync } from "node:fs";
import { listed, meanOf, short } from "./numbers.mjs";

const book = readFileSync(new URL("../../packages/labs/dist/alice.txt", import.meta.url), "utf8");
const wordsOf = (text) => text.toLowerCase().match(/[a-z]+/g) ?? [];
const known = new Set(wordsOf(book));
const EPOCHS = 10;

/** What is written at a temperature, and how little each sign was expected. */
function writtenOf(draw, temperature) {
  const { pieces, values } = draw(temperature).find(({ kind }) => kind === "passages").passages[0];
  return { signs: pieces, bits: values };
}
/** Of the words of two letters and more, those that stand in the book. */
function spelled(texts) {
  const words = texts.flatMap(({ signs }) => wordsOf(signs.join("")).filter((word) => word.length > 1));
  return words.filter((word) => known.has(word)).length / words.length;
}
/** Different words, of all. */
const variety = ({ signs }) => new Set(wordsOf(signs.join(""))).size / wordsOf(signs.join("")).length;
const spacesOf = ({ signs }) => signs.filter((sign) => /\s/.test(sign)).length / signs.length;

const take = (draw) => ({
  low: writtenOf(draw, 0.2),
  usual: [0.5, 0.6, 0.7, 0.8].map((temperature) => writtenOf(draw, temperature)),
  free: [0.8, 0.9, 1].map((temperature) => writtenOf(draw, temperature)),
  bold: [1.3, 1.4, 1.5].map((temperature) => writtenOf(draw, temperature)),
});
const look = (moment, keep) => {
  const { begins, isEpoch, ended, step, epoch, draw } = moment;
  if (begins || ended || (isEpoch && epoch === EPOCHS) || (!isEpoch && step > 0)) keep({ step, ...take(draw) });
  return isEpoch && epoch === EPOCHS ? "enough" : undefined;
};
const atEnd = ({ isEpoch, epoch, draw }, keep) => {
  if (!isEpoch || epoch !== EPOCHS) return undefined;
  keep(take(draw));
  return "enough";
};
const first = ({ seen }) => seen.at(-1);

export const text = {
  runs: { usual: { look, steps: [40] }, small: { of: 1, look: atEnd }, near: { of: 2, look: atEnd } },
  claims: [
    {
      says: "It begins with letters by chance, then finds spaces and short words, then words and lines that look like the book's.",
      holds: ({ usual: [{ seen }] }) => {
        const spaces = seen.map(({ usual }) => meanOf(usual.map(spacesOf)));
        const words = seen.map(({ usual }) => spelled(usual));
        return [
          spaces[0] < 0.1 && spaces[1] > 0.1 && words[0] < 0.3 && words.at(-1) > 0.8,
          `share of spaces at first, after 40 steps, after ${EPOCHS} epochs: ${listed(spaces)}; of words that are in the book: ${listed(words)}`,
        ];
      },
    },
    {
      says: "It writes what is likeliest, and comes back to the same words. Above 1 it is bold, and its words are often none.",
      holds: ({ usual: [run] }) => {
        const { low, usual, free, bold } = first(run);
        const [a, b] = [variety(low), meanOf(free.map(variety))];
        return [
          a < 0.8 * b && spelled(bold) < spelled(usual) - 0.15,
          `different words of all: ${short(a)} at 0.2, ${short(b)} at 0.8 to 1; in the book: ${short(spelled(bold))} above 1, ${short(spelled(usual))}`,
        ];
      },
    },
    {
      says: "How much of the spelling is left, and how much of the sentences?",
      holds: ({ usual: [usual], small: [small] }) => [
        spelled(first(small).usual) < spelled(first(usual).usual) - 0.1,
        `words in the book: ${short(spelled(first(small).usual))}, of 192 units ${short(spelled(first(usual).usual))}`,
      ],
    },
    {
      says: "Words still come out, and as many of them are in the book",
      holds: ({ usual: [usual], near: [near] }) => [
        spelled(first(near).usual) > spelled(first(usual).usual) - 0.05,
        `${short(spelled(first(near).usual))} beside ${short(spelled(first(usual).usual))}`,
      ],
    },
    {
      says: "Which word comes next is known much less, so its first sign surprises most.",
      holds: ({ usual: [run] }) => {
        const { usual } = first(run);
        const of = (isFirst) =>
          meanOf(
            usual.flatMap(({ signs, bits }) =>
              bits.filter(
                (one, i) => i > 0 && one !== null && /[a-z]/i.test(signs[i]) && /\s/.test(signs[i - 1]) === isFirst,
              ),
            ),
          );
        return [
          of(true) > 2 * of(false),
          `bits at the first sign of a word ${short(of(true))}, within ${short(of(false))}`,
        ];
      },
    },
    {
      says: "no line that it writes is in the book",
      holds: ({ usual: [run] }) => {
        const flat = book.replace(/\s+/g, " ");
        const lines = first(run)
          .usual.flatMap(({ signs }) => signs.join("").split("\n").slice(1, -1))
          .map((line) => line.replace(/\s+/g, " ").trim())
          .filter((line) => line.length > 30);
        return [
          lines.length > 3 && lines.every((line) => !flat.includes(line)),
          `${lines.filter((line) => flat.includes(line)).length} of ${lines.length} lines`,
        ];
      },
    },
  ],
};
