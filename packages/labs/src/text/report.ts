// What the text lab shows.
import type { DocumentSection, ReportDocument, TableBlock, TextBlock } from "@recurra/report";
import { portableMath } from "recurra/core";
import { counted, grouped, percent } from "recurra/words";
import { withArticle } from "../network/article.ts";
import { drawLosses, drawNetwork, drawOrders, drawSurprise, drawUnits, drawWritten } from "./charts.ts";
import { OTHER, PIECE, WARM_UP } from "./data.ts";
import type { TextFound } from "./found.ts";
import { EARLY_TEMPERATURE, type Written } from "./sampling.ts";
import { bitsOf } from "./score.ts";
import { bits, judge } from "./verdict.ts";

function tabulateScores({ network, name, parameters, mixture, share, ngrams, order, passage }: TextFound): TableBlock {
  const uniform = bitsOf(1 / passage.alphabet.length);
  const row = (title: string, value: number, knows: string, role: "model" | "naive") => ({
    cells: [title, bits(value), portableMath.exp(value * Math.LN2).toFixed(2), knows],
    role,
  });
  const rows = [
    row(name, network.bits, `${grouped(parameters)} weights`, "model"),
    row(`network and ${order}-grams mixed`, mixture.bits, `${percent(share)} of the network`, "model"),
    ...ngrams.map((one) =>
      row(
        one.order === 1 ? "1-grams: how often each occurs" : `${one.order}-grams`,
        one.test,
        one.order === order ? "the best in validation" : "",
        "naive",
      ),
    ),
    row("all signs alike", uniform, "", "naive"),
  ];
  const least = Math.min(...rows.map(({ cells }) => Number(cells[1])));
  return {
    kind: "table",
    caption: `The next character, on ${grouped(network.pieces.length * PIECE)} characters of the test part`,
    columns: [
      { title: "" },
      { title: "bits a character" },
      { title: "as hard as one of" },
      { title: "", align: "left" },
    ],
    rows: rows.map((one) => (Number(one.cells[1]) === least ? { ...one, best: [1] } : one)),
  };
}

/** What was written as one line, for a sentence. */
function inOneLine({ signs }: Written): string {
  return signs.join("").replace(/\s+/g, " ").trim();
}

export function summarize(found: TextFound): readonly (TextBlock | TableBlock)[] {
  const middle = found.written[Math.floor((found.written.length - 1) / 2)];
  const said = [
    `Written before training: "${inOneLine(found.early[0].piece).slice(0, 120)}"`,
    `Written after it, at temperature ${middle.temperature}: "${inOneLine(middle.piece)}"`,
  ];
  return [tabulateScores(found), ...said.map((text): TextBlock => ({ kind: "text", text: withoutMarks(text) }))];
}

/** A text in which nothing is set as code, strong or TeX. */
function withoutMarks(text: string): string {
  return text.replace(/[`$]/g, "'").replaceAll("**", "* *");
}

/** The first lines, without the gaps of a title page. */
function showStart(signs: readonly string[]): string {
  const lines = signs
    .slice(0, 900)
    .join("")
    .replace(/\n{3,}/g, "\n\n")
    .split("\n");
  return lines.slice(0, Math.min(20, lines.length - 1)).join("\n");
}

function describeText({ passage }: TextFound): DocumentSection {
  const { signs, alphabet, validation, test, end, name, left } = passage;
  return {
    heading: "The text",
    blocks: [
      {
        kind: "text",
        text:
          `${withoutMarks(name)}: ${left > 0 ? "the first " : ""}${counted(end, "character")}, cut by place. The first ${grouped(validation)} are learnt from; the next ${grouped(test - validation)} ` +
          `choose the epoch and the n-grams; the last ${grouped(end - test)} are the test. There are ${counted(alphabet.length, "sign")}: those that ` +
          `occur five times in the training part, and ${OTHER} for all others.`,
      },
      { kind: "code", text: showStart(signs) },
      {
        kind: "equations",
        lines: [
          {
            tex: "\\text{bits} = -\\frac{1}{N} \\sum_{t=1}^{N} \\log_2 p(x_t \\mid x_1, \\ldots, x_{t-1})",
            says: `how much a character surprises in the mean: 0 for who knows the text, ${bits(bitsOf(1 / alphabet.length))} for who takes all signs for equally probable`,
          },
        ],
      },
    ],
  };
}

function describeTraining(found: TextFound): DocumentSection {
  const { settings, name, parameters } = found;
  const { epochs, batch, learningRate, length, dropout, embedding, seed } = settings;
  return {
    heading: "The network and its training",
    blocks: [
      drawNetwork(found),
      {
        kind: "equations",
        lines: [
          {
            tex: "p(x_{t+1} = k) = \\frac{e^{z_k}}{\\sum_j e^{z_j}}, \\quad z = W h_t + b",
            says: "softmax: from the state to a probability for each sign",
          },
          {
            tex: "L = -\\frac{1}{T} \\sum_t \\log p(x_{t+1})",
            says: "what is made small: cross-entropy, in bits when divided by log 2",
          },
        ],
      },
      {
        kind: "facts",
        items: [
          ["network", `Embedding of ${embedding}, ${name}, Linear: ${grouped(parameters)} weights`],
          [
            "training",
            `${counted(epochs, "epoch")} of Adam, learning rate ${learningRate} falling to 0 as a cosine, gradients clipped to 1`,
          ],
          ["dropout", `${dropout} of the embedding's and of the state's numbers`],
          ["reading", `${counted(batch, "place")} of the text side by side, ${counted(length, "character")} a step`],
          ["seed", `${seed}`],
        ],
      },
      found.printed,
      {
        kind: "text",
        text:
          `The text is one sequence of ${grouped(found.passage.validation)} steps, too long to go back through. So it is cut: every ${length} characters ` +
          "there is a step of the optimizer, and the state is carried on as numbers, without what it was computed from (truncated " +
          "back-propagation through time). The network may remember further back than that, but no gradient tells it to.",
      },
      drawLosses(found),
    ],
  };
}

function describeTest(found: TextFound): DocumentSection {
  return {
    heading: "The test",
    blocks: [
      tabulateScores(found),
      {
        kind: "note",
        text:
          "N-grams are counted in the training part: interpolated Kneser-Ney with three discounts a level (Chen and Goodman 1998), hard to " +
          `beat by counting. The verdict compares bits on ${counted(found.network.pieces.length, "piece")} of ${PIECE} characters (paired t test). The network ` +
          `reads ${WARM_UP} characters before each piece, so that both know what stands before. Each of the two is learnt once: another seed gives ` +
          "another network.",
      },
      drawOrders(found),
      drawSurprise(found),
    ],
  };
}

function describeWriting(found: TextFound): DocumentSection {
  const { early, written, writtenByNgrams, prompt, order, settings, bestEpoch } = found;
  return {
    heading: "What it writes",
    blocks: [
      {
        kind: "text",
        text: "A sign is drawn by the probabilities that the network gives, is read by it, and the next one is drawn. All pieces go on from the same text:",
      },
      { kind: "code", text: prompt },
      drawWritten(
        `While it was trained, at temperature ${EARLY_TEMPERATURE}`,
        early.map(({ epochs, piece }) => ({
          label: epochs === 0 ? "before training" : `after ${counted(epochs, "epoch")}`,
          piece,
        })),
      ),
      {
        kind: "equations",
        lines: [
          {
            tex: "p_i = \\frac{e^{z_i / \\tau}}{\\sum_k e^{z_k / \\tau}}",
            says: "the temperature $\\tau$: below 1 what is likely becomes likelier, above 1 the rare has its chance",
          },
        ],
      },
      drawWritten(`The network that was kept (epoch ${bestEpoch}), at several temperatures`, [
        ...written.map(({ temperature, piece }) => ({ label: `temperature ${temperature}`, piece })),
        { label: `${order}-grams, temperature 1`, piece: writtenByNgrams },
      ]),
      {
        kind: "note",
        text: `Drawn with seed ${settings.seed}: the same pieces each time. Colours are bits at temperature 1: the stronger, the less expected.`,
      },
    ],
  };
}

function describeUnits(found: TextFound): DocumentSection {
  return {
    heading: "What units read",
    blocks: [
      {
        kind: "text",
        text:
          "Nobody tells a unit what to hold. For each of a few traits of a place in the text, here is the unit whose state follows it most " +
          "closely in the validation part; the correlation is that of the test part, from which the text below comes.",
      },
      drawUnits(found),
      {
        kind: "note",
        text:
          "The state is tanh c of an LSTM, c / n of an sLSTM and h of all other cells, of the last layer, turned round where it falls while the trait rises. A correlation near 1 says that " +
          "the unit holds the trait; one of 0.5 that it holds something of it, among other things, as most units do.",
      },
    ],
  };
}

export function writeReport(found: TextFound): ReportDocument {
  return {
    title: "Write like a book",
    lead: `${withArticle(found.name)} reads a text character by character, says what comes next, and writes.`,
    verdict: judge(found),
    sections: [
      describeText(found),
      describeTraining(found),
      describeTest(found),
      describeWriting(found),
      describeUnits(found),
    ],
  };
}
