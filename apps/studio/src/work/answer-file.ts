// A question of the page about a file that is open, and its answer.
import type { FileAnswer, FileQuestion } from "../engine/file-answers.ts";
import { chartOf, findingsOf } from "./file-chart.ts";
import { planOf } from "./file-plan.ts";
import { SEVERAL, seriesFor, surveyFile, surveyOf } from "./open-files.ts";
import { openPretrained } from "./open-pretrained.ts";

/** Throws where the file is not open, and where it cannot be read as asked. */
export async function answerFile(question: FileQuestion): Promise<FileAnswer> {
  switch (question.about) {
    case "survey":
      return surveyFile(question.sha256, question.reading);
    case "chart":
      return chartOf((await surveyOf(question.sha256, question.reading)).series, question);
    case "findings": {
      const { series, faults } = await surveyOf(question.sha256, question.reading);
      const several = faults.some(({ code }) => SEVERAL.includes(code));
      return findingsOf(series, { ...question, several });
    }
    case "plan":
      return planOf(question.settings, () => seriesFor(question.sha256, question.settings));
    case "inside":
      return openPretrained(question.sha256, question.settings, question.sequence);
  }
}
