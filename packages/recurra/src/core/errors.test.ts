import { expect, test } from "vitest";
import { DataError, errorJson, OptionError, StateError, wordError } from "./errors.ts";
import type { Wording } from "./phrase.ts";

/** An edge that knows --sort and --repair alone. */
const flags: Wording = {
  option: (name, value, like) =>
    ["sort", "repair"].includes(name)
      ? `--${name}${value === undefined || value === true ? "" : ` ${value}`}${like === undefined ? "" : ` ${like}`}`
      : undefined,
  call: () => undefined,
  speaker: () => undefined,
};

const unordered = new DataError("TIMES_UNORDERED", "a.csv", "the time is earlier than that of the row before", {
  place: { row: 7, line: 8, column: "Date" },
  found: "2020-01-01",
  remedies: [
    ["sort the rows with ", { option: "sort", value: true }],
    [{ call: "series.sorted()" }, " does it, too"],
  ],
});

test("the sentence is subject, place, problem, context and remedies, in this order", () => {
  expect(unordered.message).toBe(
    'a.csv: row 7 (line 8), column "Date": the time is earlier than that of the row before. Sort the rows with sort: true, or series.sorted() does it, too.',
  );
  expect(new StateError("X", "predict", "it was not fitted", { context: "A fit comes first" }).message).toBe(
    "predict: it was not fitted. A fit comes first.",
  );
  expect(new OptionError("X", "", "which column?").message).toBe("which column?");
});

test("an edge words options its own way, and leaves out what nobody there can do", () => {
  expect(wordError(unordered, flags)).toBe(
    'a.csv: row 7 (line 8), column "Date": the time is earlier than that of the row before. Sort the rows with --sort.',
  );
  const option = new OptionError("OPTION_VALUE", "Forecaster", [{ option: "repair" }, " must be a word"]);
  expect(option.message).toBe("Forecaster: repair must be a word.");
  expect(wordError(option, flags)).toBe("--repair must be a word.");
  const unknown = new OptionError("X", "f", [{ option: "lookback", value: 3 }, " is too long"], {
    remedies: [["shorten ", { option: "lookback" }]],
  });
  expect(wordError(unknown, flags)).toBe("lookback is too long.");
});

test("several values of an option are several remedies", () => {
  const error = new DataError("VALUES_MISSING", "a.csv", "a cell is missing", {
    remedies: [["choose ", { option: "repair", value: ["drop", "linear"] }], "give the cell"],
  });
  expect(error.message).toBe('a.csv: a cell is missing. Choose repair: "drop" or repair: "linear", or give the cell.');
  expect(wordError(error, flags)).toBe(
    "a.csv: a cell is missing. Choose --repair drop or --repair linear, or give the cell.",
  );
  expect(error.remedies).toEqual([
    { option: "repair", value: "drop", text: 'choose repair: "drop" or repair: "linear"' },
    { option: "repair", value: "linear", text: 'choose repair: "drop" or repair: "linear"' },
    { text: "give the cell" },
  ]);
});

test("with() says more and keeps the rest; a sentence that has its stop gets no second", () => {
  const more = unordered.with({ context: "The file has 9 rows.", remedies: ["wait"], subject: "b.csv" });
  expect(more).toBeInstanceOf(DataError);
  expect(more.message).toMatch(/^b\.csv: row 7 .* before\. The file has 9 rows\. Sort .*, or wait\.$/);
  expect(more.with({ context: "It is old" }).message).toContain("The file has 9 rows. It is old. Sort");
  expect(more.found).toBe("2020-01-01");
});

test("as JSON it has code, message, subject, place, finding and remedies, and nothing of how its sentence is built", () => {
  const said = new DataError("X", "a.csv", "row 3 is empty", { place: { row: 3, said: true }, found: null });
  expect(said.message).toBe("a.csv: row 3 is empty.");
  expect(JSON.parse(JSON.stringify(said))).toEqual({
    ...{ code: "X", message: "a.csv: row 3 is empty.", subject: "a.csv" },
    ...{ place: { row: 3 }, found: null, remedies: [] },
  });
  expect(errorJson(unordered, flags).remedies).toEqual([
    { option: "sort", value: true, text: "sort the rows with --sort" },
  ]);
});
