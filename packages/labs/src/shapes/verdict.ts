// Whether each shape learned its task, in sentences.
import type { DocumentVerdict } from "@recurra/report";
import type { Lesson, ShapesFound } from "./lesson.ts";
import { findBestNaive, formatValue, hasLearned, listRated } from "./score.ts";

export function judge({ lessons }: ShapesFound): DocumentVerdict {
  const { oneToOne, manyToMany, bidirectional, ...others } = lessons;
  const judged = [manyToMany, bidirectional, ...Object.values(others)];
  const failed = judged.filter(({ score }) => !hasLearned(score));
  const [forward] = bidirectional.score.others;
  const naive = ({ score }: Lesson) => listRated(score, [findBestNaive(score)]);
  const sentences = [
    `A ball seen once: the network is off by ${formatValue(oneToOne.score, oneToOne.score.network)}, ${naive(oneToOne)}. Watched ` +
      `over time: ${formatValue(manyToMany.score, manyToMany.score.network)}, ${naive(manyToMany)}.`,
    `"Under", before its sentence is complete: ${formatValue(bidirectional.score, forward)} right reading forwards, ` +
      `${formatValue(bidirectional.score, bidirectional.score.network)} reading both ways, ${naive(bidirectional)}.`,
  ];
  if (failed.length === 0) {
    return { tone: "good", outcome: "Each shape learned the task that needs it", sentences };
  }
  return {
    tone: "even",
    outcome: `${judged.length - failed.length} of ${judged.length} shapes learned their task`,
    sentences: [
      ...sentences,
      `Not clearly better than what needs no learning (a tenth less error, and not by chance): ${failed.map(({ shape }) => shape).join("; ")}. Train for longer.`,
    ],
  };
}
