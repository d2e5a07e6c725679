// The lab that reads dates, in numbers.
import { counted } from "recurra/words";
import type { LabResult, Plain } from "../lab/lab.ts";
import { accuracyMeasure, type LabScore, type Measure, type ScoredMethod } from "../lab/scores.ts";
import type { TranslateFound } from "./found.ts";
import { countWrong, type Read, type ReadBeside, type Scored } from "./score.ts";

/** The texts of one format, with how many of them each way reads right. */
interface FormatScore {
  readonly pattern: string;
  readonly language: string;
  readonly example: string;
  readonly count: number;
  /** Shares by the readers' ids. */
  readonly right: Readonly<Record<string, number>>;
}

/** All ways of reading, networks first. */
export function listReaders({ network, plain, others }: Scored): readonly Read[] {
  return [network, ...(plain ? [plain] : []), ...others];
}

export function scoreFormats(scored: Scored): FormatScore[] {
  const places = new Map<string, number[]>();
  scored.texts.forEach(({ format: { language, pattern } }, i) => {
    const key = `${language} ${pattern}`;
    places.set(key, [...(places.get(key) ?? []), i]);
  });
  return [...places.values()].map((at) => {
    const { format, text } = scored.texts[at[0]];
    const right = listReaders(scored).map(({ id, errors }) => {
      const wrong = at.reduce((sum, i) => sum + errors[i], 0);
      return [id, 1 - wrong / at.length] as const;
    });
    return { ...format, example: text, count: at.length, right: Object.fromEntries(right) };
  });
}

function describeScored(scored: Scored): Plain {
  const { network, plain, others, texts } = scored;
  const besides = ({ name, right, characters, outcome, p }: ReadBeside) => ({
    name,
    right,
    characters,
    network: outcome,
    p,
  });
  return {
    dates: texts.length,
    right: network.right,
    characters: network.characters,
    withoutAttention: plain === undefined ? null : besides(plain),
    others: Object.fromEntries(others.map((other) => [other.id, besides(other)])),
    wrong: countWrong(scored),
    formats: scoreFormats(scored).map(({ language, pattern, count, right }) => ({ language, pattern, count, right })),
  };
}

export function describeResults(found: TranslateFound): LabResult["results"] {
  const { known, unknown, trained, settings, questions, typos } = found;
  return {
    right: known.network.right,
    known: describeScored(known),
    unknown: describeScored(unknown),
    questions: questions.map(({ text, network, rules }) => ({ text, network, rules: rules ?? null })),
    networks: trained.map(({ name, attends, parameters, trainLosses, validationLosses, bestEpoch }) => ({
      ...{ name, attends, parameters, bestEpoch },
      ...{ trainLoss: trainLosses, validationLoss: validationLosses },
    })),
    typos,
    settings,
  };
}

const characters: Measure = { name: "characters right", unit: null, better: "more" };

function score(task: string, scored: Scored, main: boolean): LabScore {
  const { texts, network, plain } = scored;
  const methods = listReaders(scored).map(
    (reader): ScoredMethod => ({
      name: reader.name,
      kind: reader === network || reader === plain ? "model" : "naive",
      values: [reader.right, reader.characters],
    }),
  );
  const over = counted(texts.length, "date");
  return { task, over, samples: texts.length, main, measures: [accuracyMeasure, characters], methods };
}

export function listScores({ known, unknown }: TranslateFound): readonly LabScore[] {
  return [score("other dates", known, true), score("the same dates in formats not in training", unknown, false)];
}
