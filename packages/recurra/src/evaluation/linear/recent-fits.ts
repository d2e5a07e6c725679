// What the last fits of a process came to: a rival, a forecaster and the one that was asked before it meet the same rows with the same question.

/** What a fit depends on. */
export interface FitQuestion {
  readonly horizon: number;
  /** The lookbacks, the anchors and the windows, as plain data. */
  readonly tried: string;
  /** The values, and columns that are known ahead. */
  readonly columns: readonly Float64Array[];
}

/** So many are remembered, of so many numbers each at most. */
const MOST_KEPT = 4;
const MOST_NUMBERS = 2 ** 17;

export class RecentFits<Answer> {
  readonly #kept: { readonly question: FitQuestion; readonly answer: Answer }[] = [];

  /** The answer to this question, bit for bit the same; `ask` finds it where it was not asked of late. `size`: numbers in an answer. */
  of(question: FitQuestion, ask: () => Answer, size: (answer: Answer) => number): Answer {
    const at = this.#kept.findIndex((one) => isSame(one.question, question));
    const [found] = at < 0 ? [] : this.#kept.splice(at, 1);
    const answer = found === undefined ? ask() : found.answer;
    const numbers = question.columns.reduce((sum, { length }) => sum + length, size(answer));
    if (numbers > MOST_NUMBERS) return answer;
    // Of values that may change afterwards, as they are now.
    const columns = found?.question.columns ?? question.columns.map((column) => column.slice());
    this.#kept.unshift({ question: { ...question, columns }, answer });
    this.#kept.splice(MOST_KEPT);
    return answer;
  }
}

function isSame(one: FitQuestion, other: FitQuestion): boolean {
  const { horizon, tried, columns } = other;
  if (one.horizon !== horizon || one.tried !== tried || one.columns.length !== columns.length) return false;
  return one.columns.every((column, i) => {
    const given = columns[i];
    return column.length === given.length && column.every((value, row) => Object.is(value, given[row]));
  });
}
