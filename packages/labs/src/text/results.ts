// The text lab in numbers.
import { counted } from "recurra/words";
import type { LabResult } from "../lab/lab.ts";
import { type LabScore, measureError, scoreModel, scoreNaive } from "../lab/scores.ts";
import { PIECE } from "./data.ts";
import type { TextFound } from "./found.ts";
import { bitsOf } from "./score.ts";

export function describeResults(found: TextFound): LabResult["results"] {
  const { settings, passage, network, ngrams, order, rival, advantage, share, mixture, readers } = found;
  const { alphabet, validation, test, end } = passage;
  return {
    bits: network.bits,
    ngramBits: rival.bits,
    ngramOrder: order,
    outcome: advantage.outcome,
    p: advantage.p,
    mixtureBits: mixture.bits,
    mixtureShare: share,
    uniformBits: bitsOf(1 / alphabet.length),
    ngrams: ngrams.map((one) => ({ ...one })),
    trainBits: found.trainBits,
    validationBits: found.validationBits,
    bestEpoch: found.bestEpoch,
    parameters: found.parameters,
    characters: { training: validation, validation: test - validation, test: end - test, alphabet: alphabet.length },
    alphabet: alphabet.join(""),
    prompt: found.prompt,
    written: found.written.map(({ temperature, piece }) => ({ temperature, text: piece.signs.join("") })),
    writtenByNgrams: found.writtenByNgrams.signs.join(""),
    early: found.early.map(({ epochs, piece }) => ({ epochs, text: piece.signs.join("") })),
    units: readers.readers.map(({ trait, unit, chosen, tested }) => ({
      trait,
      unit,
      validationCorrelation: chosen,
      testCorrelation: tested,
    })),
    settings,
  };
}

export function listScores({ network, rival, order, mixture, ngrams, passage }: TextFound): readonly LabScore[] {
  const samples = network.pieces.length * PIECE;
  const others = ngrams.filter((one) => one.order === 1 && order !== 1);
  return [
    {
      task: "the next character",
      over: `the test part, ${counted(samples, "character")}`,
      samples,
      main: true,
      measures: [measureError("bits a character")],
      methods: [
        scoreModel("network", network.bits),
        scoreModel("network and n-grams mixed", mixture.bits),
        scoreNaive(`${order}-grams`, rival.bits),
        ...others.map(({ test }) => scoreNaive("how often each character occurs", test)),
        scoreNaive("all characters alike", bitsOf(1 / passage.alphabet.length)),
      ],
    },
  ];
}
