// The sentiment lab in numbers.
import { counted } from "recurra/words";
import type { LabResult } from "../lab/lab.ts";
import { accuracyMeasure, type LabScore, scoreModel, scoreNaive } from "../lab/scores.ts";
import type { Followed, SentimentFound } from "./found.ts";
import type { Scored } from "./score.ts";
import { largestChange } from "./verdict.ts";

export function describeResults(found: SentimentFound): LabResult["results"] {
  const { network, rival, rivals, advantage, unmasked, trainedUnmasked, padded } = found;
  const plain = ({ id, name, accuracy, byKind }: Scored) => ({ id, name, accuracy, byKind });
  const followed = ({ sentence, after }: Followed) => ({
    words: sentence.words,
    kind: sentence.kind,
    praise: sentence.meaning === 1,
    after,
  });
  return {
    accuracy: network.accuracy,
    rival: rival.id,
    rivalAccuracy: rival.accuracy,
    outcome: advantage.outcome,
    p: advantage.p,
    unmaskedAccuracy: unmasked.accuracy,
    trainedUnmaskedAccuracy: trainedUnmasked.accuracy,
    largestChangeByPadding: {
      masked: largestChange(padded.map((one) => one.masked)),
      unmasked: largestChange(padded.map((one) => one.unmasked)),
      trainedUnmasked: largestChange(padded.map((one) => one.trainedUnmasked)),
    },
    answers: [network, unmasked, trainedUnmasked, ...rivals].map(plain),
    padding: found.padding,
    lengths: found.lengths,
    vocabulary: found.vocabulary,
    parameters: found.parameters,
    trainLoss: found.trainLosses,
    validationLoss: found.validationLosses,
    right: found.right.map(followed),
    wrong: found.wrong.map(followed),
    settings: found.settings,
  };
}

export function listScores({
  network,
  unmasked,
  trainedUnmasked,
  rivals,
  testing,
}: SentimentFound): readonly LabScore[] {
  return [
    {
      task: "praise or blame",
      over: counted(testing.length, "test sentence"),
      samples: testing.length,
      main: true,
      measures: [accuracyMeasure],
      methods: [
        scoreModel("network", network.accuracy),
        scoreModel(unmasked.name, unmasked.accuracy),
        scoreModel(trainedUnmasked.name, trainedUnmasked.accuracy),
        ...rivals.map(({ name, accuracy }) => scoreNaive(name, accuracy)),
      ],
    },
  ];
}
