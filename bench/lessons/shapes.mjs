// What is said of the lab of shapes.
import { listed } from "./numbers.mjs";

const seeds = [0, 1, 2];
const of = (runs, name, key = "score") => runs.map(({ result }) => result.results[name][key]);

export const shapes = {
  runs: { usual: { seeds }, rnn: { of: 1, seeds }, two: { of: 2, seeds } },
  claims: [
    {
      says: "seen once, nothing tells where it flies; watched for ten frames, the network's dots move onto its path",
      holds: ({ usual }) => {
        const once = of(usual, "oneToOne");
        const staying = usual.map(({ result }) => result.results.oneToOne.naive[0].value);
        const last = of(usual, "manyToMany", "distanceByFrame").map((frames) => frames.at(-1));
        return [
          seeds.every((i) => once[i] > 0.9 * staying[i] && last[i] < 0.4 * once[i]),
          `off by ${listed(once)} (staying: ${listed(staying)}); after ten frames by ${listed(last)}`,
        ];
      },
    },
    {
      says: "It still learns them all: no sequence here is longer than 20 steps, and gates are for what lies further back.",
      holds: ({ rnn }) => {
        const wrong = rnn.flatMap(({ result }) =>
          Object.entries(result.results)
            .filter(([name, one]) => name !== "oneToOne" && one.learned === false)
            .map(([name]) => name),
        );
        const digits = of(rnn, "encoderDecoder");
        return [
          wrong.length === 0,
          `not learned: ${wrong.join(", ") || "none but the ball seen once"}; digits ${listed(digits)}, waves named ${listed(of(rnn, "manyToOne"))}`,
        ];
      },
    },
    {
      says: "most of what the encoder-decoder writes is wrong",
      holds: ({ usual, two }) => {
        const [a, b] = [usual, two].map((runs) => of(runs, "encoderDecoder"));
        return [
          b.every((share) => share < 0.5) && a.every((share) => share > 0.95),
          `sequences right: ${listed(b)}, with 24 units ${listed(a)}`,
        ];
      },
    },
    {
      says: "The bidirectional network still needs no more.",
      holds: ({ two }) => [
        of(two, "bidirectional").every((share) => share === 1),
        `"under" tagged rightly: ${listed(of(two, "bidirectional"))}`,
      ],
    },
    {
      says: 'Up to "under" both sentences are the same, so whoever only reads forwards can do no better than guess there.',
      holds: ({ usual }) => {
        const shares = usual.map(({ result }) => result.results.bidirectional.others[0].value);
        return [
          shares.every((share) => share === 0.5) && of(usual, "bidirectional").every((share) => share === 1),
          `forwards only ${listed(shares)}, both ways ${listed(of(usual, "bidirectional"))}`,
        ];
      },
    },
  ],
};
