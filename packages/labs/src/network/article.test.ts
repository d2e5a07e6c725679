import { cellNames, cellTitle } from "recurra/words";
import { expect, test } from "vitest";
import { withArticle } from "./article.ts";

test("the article is that of the spoken name", () => {
  expect(cellNames.map((cell) => withArticle(cellTitle(cell)))).toEqual([
    "An RNN",
    "An LSTM",
    "A GRU",
    "A minGRU",
    "An sLSTM",
  ]);
  expect(withArticle("bidirectional LSTM of 3 units")).toBe("A bidirectional LSTM of 3 units");
});
