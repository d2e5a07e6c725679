// recurra/words: numbers and lists as sentences have them, in the same form on every machine. Functions that give a piece of a sentence
// are named for the piece.
export { aheadWords } from "./ahead-words.ts";
export { type CellName, cellNames, cellTitle, taughtCells } from "./cells.ts";
export { counted } from "./counted.ts";
export { grouped } from "./grouped.ts";
export { instantSentence } from "./instant-sentence.ts";
export { listed, listedFirst } from "./listed.ts";
export { keptSentence, networkWords, partsSentence, pathsSentence, pathsWords } from "./parts-sentence.ts";
export { percent, shortPercent } from "./percent.ts";
export { rangeWords } from "./range.ts";
export { timesWords } from "./times-words.ts";
export { tuningSentence } from "./tuning-sentence.ts";
