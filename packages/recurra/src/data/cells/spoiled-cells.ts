// The cells of a column that are no numbers: which words, how often, and what they have in common.

import { DataError, type ErrorPlace } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import type { Phrase } from "../../core/phrase.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { listed } from "../../words/listed.ts";

/** Beyond so many words, a text is none that stands for something. */
const mostWords = 1000;
/** How many words an error offers as missing. */
const mostOffered = 3;

export class SpoiledCells {
  readonly #words = new Map<string, number>();
  #count = 0;
  #more = false;
  /** The first row that has one; -1 where none has. */
  first = -1;

  add(row: number, cell: string): void {
    if (this.#count++ === 0) this.first = row;
    const before = this.#words.get(cell);
    if (before !== undefined) this.#words.set(cell, before + 1);
    else if (this.#words.size < mostWords) this.#words.set(cell, 1);
    else this.#more = true;
  }

  get count(): number {
    return this.#count;
  }

  /** Each text and how often it stands there, the most frequent first; undefined where there are more than 1,000. */
  get categories(): ReadonlyMap<string, number> | undefined {
    return this.#more ? undefined : new Map([...this.#words].sort(([, a], [, b]) => b - a));
  }

  /** The texts in lower case. */
  get words(): ReadonlySet<string> {
    return new Set([...this.#words.keys()].slice(0, 8).map((word) => word.toLowerCase()));
  }

  /** `text, such as "NE"`; of few words, each with its count. */
  describe(): string {
    const words = this.#listed();
    const [first = ""] = this.#words.keys();
    return `text${words === undefined ? `, such as ${quoteCell(first)}` : `: ${words}`}`;
  }

  #listed(): string | undefined {
    const { categories } = this;
    if (categories === undefined || categories.size > 5 || this.#count <= categories.size) return undefined;
    return listed([...categories].map(([word, count]) => `${quoteCell(word)} in ${counted(count, "cell")}`));
  }

  /** The refusal of a column of `filled` cells that these spoil. */
  refusal(file: string, place: ErrorPlace, filled: number, more: readonly Phrase[]): DataError {
    const [[found, count]] = this.#words;
    const others = this.#count - count;
    const same = count > 1 ? `${counted(count, "cell")} are ${quoteCell(found)}, which is not a number` : undefined;
    const rest = others > 0 ? ` (nor are ${grouped(others)} more of ${counted(filled, "cell")})` : "";
    const problem = `${same ?? `${quoteCell(found)} is not a number`}${rest}`;
    const remedies: Phrase[] = [...(this.#count === 1 ? ["correct the cell or empty it"] : []), ...more];
    const offered = this.#offered();
    if (offered !== undefined) remedies.push(offered);
    if (this.#count > 1 && offered === undefined) remedies.push("correct the cells");
    return new DataError("CELL_NOT_A_NUMBER", file, problem, { place, found, remedies });
  }

  #offered(): Phrase | undefined {
    const words = [...this.#words.keys()];
    if (
      this.#more ||
      words.length > mostOffered ||
      words.some((word) => /[,"\p{Cc}\p{Zl}\p{Zp}]/u.test(word) || word.length > 30)
    )
      return undefined;
    const mentions = words.flatMap((value, i) => [i === 0 ? "" : " and ", { option: "missing", value }]).slice(1);
    const one = this.#count === 1 ? "it means" : words.length === 1 ? "that means" : "they mean";
    return [`if ${one} "no value", say `, ...mentions];
  }
}
