// The verdict over all series in plain sentences: what is said of each holds of the numbers beside it.

import { decide } from "../evaluation/verdict/decision.ts";
import { errorWords, probabilityWords, relativeWords } from "../evaluation/verdict/error-words.ts";
import { counted } from "../words/counted.ts";
import { grouped } from "../words/grouped.ts";
import { listed } from "../words/listed.ts";
import { timesWords } from "../words/times-words.ts";
import type { ManyVerdict, PooledComparison, PooledScore, SeriesOutcome, SeriesRow } from "./result.ts";

/** With fewer series the sign test cannot show anything at p < 0.05: 2^(1 - 6) is the first below. */
const FEWEST = 6;
/** Series that are named in a remark. */
const NAMED = 3;

/** What is passed judgement on. */
interface PooledCase {
  readonly idColumns: readonly string[];
  /** The model first; empty where no series could be scored. */
  readonly scores: readonly PooledScore[];
  readonly comparisons: readonly PooledComparison[];
  readonly rows: readonly SeriesRow[];
  readonly remarks: readonly string[];
}

export function manyVerdict(given: PooledCase): ManyVerdict {
  const { scores, comparisons, rows, remarks } = given;
  const counts = countOutcomes(rows);
  if (scores.length === 0) {
    return {
      ...{ outcome: "no-better", simple: null, headline: "Not scored", counts },
      sentence:
        "No series has rows enough for a backtest, or values that change, so nothing shows whether the forecasts are any good.",
      remarks,
    };
  }
  const of = (kind: PooledComparison["kind"]) =>
    decide(comparisons.filter((one) => one.kind === kind).map(asComparison));
  const [naive, simple] = [of("naive"), of("simple")];
  const [first, second] = [naive, simple].map((decision) => {
    if (decision === null) return null;
    const comparison = comparisons.find(({ against }) => against === decision.against) as PooledComparison;
    const rival = scores.find(({ name, kind }) => name === decision.against && kind !== "model") as PooledScore;
    return { outcome: decision.outcome, p: decision.p, comparison, rival };
  });
  const words = new Words(given, counts);
  return {
    outcome: first?.outcome ?? "no-better",
    simple: second?.outcome ?? null,
    headline: headline(first, second),
    sentence: [words.besideNaive(first), words.besideSimple(first, second)].filter((part) => part !== "").join(" "),
    remarks: [words.oneByOne(), words.worst(), ...words.few(), ...remarks].filter((remark) => remark !== ""),
    counts,
  };
}

function countOutcomes(rows: readonly SeriesRow[]): Record<SeriesOutcome, number> {
  const counts = { better: 0, "no-better": 0, worse: 0, unscored: 0 };
  for (const { outcome } of rows) counts[outcome]++;
  return counts;
}

/** As a comparison over windows, of which the series are. */
function asComparison({ against, kind, meanDifference, p, series }: PooledComparison) {
  return { against, kind, meanDifference, p, statistic: null, lag: 0, independent: series };
}

/** The answer beside the rival that it turns on. */
interface Answer {
  readonly outcome: ManyVerdict["outcome"];
  readonly p: number;
  readonly comparison: PooledComparison;
  readonly rival: PooledScore;
}

function headline(naive: Answer | null, simple: Answer | null): string {
  if (naive === null) return "Scored without rivals";
  const lower = naive.comparison.meanDifference < 0;
  if (naive.outcome === "worse") return "Over all series worse than a naive forecast";
  if (naive.outcome === "no-better") {
    return `Over all series ${lower ? "not shown to be better" : "no better"} than a naive forecast`;
  }
  const better = "Over all series better than every naive forecast";
  if (simple === null) return better;
  if (simple.outcome === "better") return `${better} and every simple method`;
  if (simple.outcome === "worse") return `${better}, but a simple method is better still`;
  return simple.comparison.meanDifference < 0
    ? `${better}; not shown to be better than a simple method`
    : `${better}, but a simple method does as well`;
}

/** Against each where all had to be beaten. */
function chanceOf({ outcome, p }: Answer, rivals: number): string {
  const chance = probabilityWords(p);
  return outcome === "better" && rivals > 1 ? `${chance.replace("=", "≤")} against each` : chance;
}

class Words {
  readonly #given: PooledCase;
  readonly #counts: Readonly<Record<SeriesOutcome, number>>;

  constructor(given: PooledCase, counts: Readonly<Record<SeriesOutcome, number>>) {
    this.#given = given;
    this.#counts = counts;
  }

  /** What all series together show beside the naive forecasts. */
  besideNaive(answer: Answer | null): string {
    if (answer === null) return "";
    const { scores } = this.#given;
    const { outcome, rival, comparison } = answer;
    const { name, mase } = this.#pairedModel(rival.name);
    const rivals = this.#given.comparisons.filter(({ kind }) => kind === "naive").length;
    const most = outcome === "better" && rivals > 1 ? `, the best of ${grouped(rivals)}` : "";
    const errors = `its mean scaled error (MASE) is ${errorWords(mase)} against ${errorWords(rival.mase)} of ${rival.words}${most}`;
    const does = {
      better: "beats every naive forecast",
      worse: `is worse than ${rival.words}`,
      "no-better": `${comparison.meanDifference < 0 ? "is not shown to be better" : "is no better"} than ${rival.words}`,
    };
    const share = `smaller in ${grouped(comparison.lower)} of ${counted(comparison.series, "series", "series")}`;
    const apart = relativeWords(mase, rival.mase);
    return `Over ${counted(scores[0].series, "series", "series")} the ${name} ${does[outcome]}: ${errors} (${apart}; ${share}; ${chanceOf(answer, rivals)}).`;
  }

  /** And beside the simple methods. What stands in brackets is said of the rival's error, which stands before it. */
  besideSimple(naive: Answer | null, answer: Answer | null): string {
    if (answer === null) return "";
    const { outcome, rival, comparison } = answer;
    const { mase } = this.#pairedModel(rival.name);
    const rivals = this.#given.comparisons.filter(({ kind }) => kind === "simple").length;
    const error = `${errorWords(rival.mase)} of ${rival.words}`;
    const series = counted(comparison.series, "series", "series");
    const signs =
      outcome === "worse"
        ? `smaller in ${grouped(comparison.higher)} of ${series}`
        : `larger in ${grouped(comparison.lower)} of ${series}`;
    const beside = `(${relativeWords(rival.mase, mase)}; ${signs}; ${chanceOf(answer, rivals)})`;
    if (outcome === "better")
      return `It beats every simple method${naive?.outcome === "better" ? " too" : ""}: ${error} ${beside}.`;
    const turn = naive?.outcome === "better" ? "But a" : "A";
    if (outcome === "worse")
      return `${turn} simple method is better${naive?.outcome === "better" ? " still" : ""}: ${error} ${beside}.`;
    if (comparison.meanDifference < 0)
      return `It is not shown to be better than every simple method: ${error} ${beside}.`;
    return `${turn} simple method does as well: ${error} ${beside}.`;
  }

  /** The model's error on the series that a rival was scored on. */
  #pairedModel(against: string): { name: string; mase: number } {
    const { scores, comparisons } = this.#given;
    const { meanDifference } = comparisons.find((one) => one.against === against) as PooledComparison;
    const rival = scores.find(({ name, kind }) => name === against && kind !== "model") as PooledScore;
    const all = rival.series === scores[0].series;
    return { name: scores[0].name, mase: all ? scores[0].mase : rival.mase + meanDifference };
  }

  /** What the series show one by one. */
  oneByOne(): string {
    const { better, worse } = this.#counts;
    const no = this.#counts["no-better"];
    const tested = better + worse + no;
    if (tested === 0) return "";
    const ahead = this.#given.rows.filter(({ ratio }) => ratio !== null && ratio < 1).length;
    const corrected =
      tested === 1
        ? ""
        : `, corrected for ${grouped(tested)} tests: at most 5% of those found are expected to be chance`;
    return `One by one, against the best of all rivals as it turned out: better in ${grouped(better)}, no better in ${grouped(no)}, worse in ${grouped(worse)} (by each series' own windows${corrected}); the error is smaller than that best rival's in ${grouped(ahead)}.`;
  }

  /** The series with the largest error beside its rival's. */
  worst(): string {
    const { rows, idColumns } = this.#given;
    const worst = rows.reduce<SeriesRow | undefined>(
      (most, row) => (row.ratio !== null && row.ratio > (most?.ratio ?? 0) ? row : most),
      undefined,
    );
    if (worst?.rival == null || worst.ratio === null) return "";
    const apart = `${timesWords(worst.ratio)} times the error of ${worst.rival.words}`;
    return `Worst is ${labelOf(idColumns, worst.key)}, with ${apart}.`;
  }

  /** What the reader must know of series that were not scored, and of few. */
  few(): string[] {
    const { rows, idColumns, scores } = this.#given;
    const remarks: string[] = [];
    if (scores[0].series < FEWEST) {
      remarks.push(
        `${counted(scores[0].series, "series is", "series are")} too few to tell a difference over series from chance: it takes at least ${FEWEST}.`,
      );
    }
    const byNote = new Map<string, SeriesRow[]>();
    for (const row of rows) {
      if (row.note === undefined) continue;
      const same = byNote.get(row.note);
      if (same === undefined) byNote.set(row.note, [row]);
      else same.push(row);
    }
    for (const [note, same] of byNote) {
      const named = same.slice(0, NAMED).map(({ key }) => labelOf(idColumns, key));
      const more = same.length > NAMED ? [...named, `${grouped(same.length - NAMED)} more`] : named;
      remarks.push(`${counted(same.length, "series", "series")} (${listed(more)}): ${note}.`);
    }
    return remarks;
  }
}

/** "Store=3, Dept=7" */
function labelOf(idColumns: readonly string[], key: readonly string[]): string {
  return idColumns.map((column, at) => `${column}=${key[at]}`).join(", ");
}
