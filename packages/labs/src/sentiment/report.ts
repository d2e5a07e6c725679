// What the sentiment lab shows.
import type { DocumentSection, ReportDocument, TableBlock, TextBlock } from "@recurra/report";
import { counted, grouped, percent } from "recurra/words";
import { withArticle } from "../network/article.ts";
import { drawConfusion, drawFollowed, drawKinds, drawLosses, drawMask, drawPadding, writeBatch } from "./charts.ts";
import { PADDING } from "./data.ts";
import type { SentimentFound } from "./found.ts";
import { kinds, titleOf } from "./grammar.ts";
import { accuracyBeyondWords, type Scored } from "./score.ts";
import { judge } from "./verdict.ts";

function tabulateScores(found: SentimentFound): TableBlock {
  const { network, unmasked, trainedUnmasked, rivals, testing } = found;
  const row = (one: Scored, role: "model" | "naive") => ({
    cells: [
      one.name,
      percent(one.accuracy, 1),
      one.byKind.plain === null ? "-" : percent(one.byKind.plain, 1),
      percent(accuracyBeyondWords(one, testing), 1),
    ],
    role,
  });
  const answers = [network, unmasked, trainedUnmasked, ...rivals];
  const best = Math.max(...answers.map(({ accuracy }) => accuracy));
  return {
    kind: "table",
    caption: `Right answers on ${counted(testing.length, "test sentence")}`,
    columns: [{ title: "" }, { title: "all" }, { title: "where a word says it" }, { title: "where order does" }],
    rows: answers.map((one, i) => ({
      ...row(one, i < 3 ? "model" : "naive"),
      best: one.accuracy === best ? [1] : [],
    })),
  };
}

function tabulateKinds({ network, rivals }: SentimentFound): TableBlock {
  const shown = [network, ...rivals.slice(1)];
  return {
    kind: "table",
    caption: "Right answers by kind of sentence",
    columns: [{ title: "" }, ...shown.map(({ name }) => ({ title: name }))],
    rows: kinds.map((kind) => ({
      cells: [titleOf(kind), ...shown.map(({ byKind }) => (byKind[kind] === null ? "-" : percent(byKind[kind], 1)))],
    })),
  };
}

export function summarize(found: SentimentFound): readonly (TextBlock | TableBlock)[] {
  return [tabulateScores(found), tabulateKinds(found)];
}

function describeSentences(found: SentimentFound): DocumentSection {
  const { settings, lengths, vocabulary, testing } = found;
  const examples = kinds.map((kind) => [kind, testing.find((one) => one.kind === kind)] as const);
  return {
    heading: "The sentences",
    blocks: [
      {
        kind: "text",
        text:
          `A small grammar makes sentences about films, each praise or blame with equal chance, ${lengths.least} to ${lengths.most} words long, with ${vocabulary - 2} different words. ${grouped(settings.train)} are ` +
          `learnt from, ${grouped(settings.validation)} choose the epoch, ${grouped(settings.test)} are the test; no sentence stands twice. In some kinds a word says what is meant. In the others good ` +
          'and bad words are as frequent in praise as in blame, and what counts is where they stand: behind "not", on which side of "but".',
      },
      {
        kind: "table",
        caption: "A test sentence of each kind",
        columns: ["kind", "sentence", "means"].map((title) => ({ title, align: "left" })),
        rows: examples.flatMap(([kind, one]) =>
          one === undefined
            ? []
            : [{ cells: [titleOf(kind), one.words.join(" "), one.meaning === 1 ? "praise" : "blame"] }],
        ),
      },
    ],
  };
}

function describePadding(found: SentimentFound): DocumentSection {
  const { shown, numbers, padding } = found;
  return {
    heading: "Sentences of different lengths in one batch",
    blocks: [
      {
        kind: "text",
        text:
          `A tensor is a rectangle, and sentences are not. So they are padded: behind the end of each, up to the length of the longest, stands \`${PADDING}\`. The ` +
          "first sentences of the first batch:",
      },
      { kind: "code", text: writeBatch(shown) },
      {
        kind: "text",
        text: "As the embedding reads them, `x` of shape [B, T]: the numbers of the words, 0 for padding.",
      },
      { kind: "code", text: numbers.map((row) => row.map((one) => String(one).padStart(3)).join(" ")).join("\n") },
      drawMask(found),
      {
        kind: "text",
        text:
          "Padding is no word, and must not be read as one. `forward(x, { lengths })` stops each sentence at its true end: the states that are handed out are those " +
          "there, outputs behind it are 0, and no gradient comes from there. For a loss at each step the same is done by a mask: the steps' losses times 1 or 0, " +
          "divided by the number of ones.",
      },
      {
        kind: "equations",
        lines: [
          {
            tex: "h_T^{(b)} = h_{\\ell_b}^{(b)}",
            says: "with lengths: of sentence $b$ the state after its own last word",
          },
          {
            tex: "L = \\frac{\\sum_{b,t} m_{b,t} \\, L_{b,t}}{\\sum_{b,t} m_{b,t}}, \\quad m_{b,t} = \\begin{cases} 1 & t \\le \\ell_b \\\\ 0 & t > \\ell_b \\end{cases}",
            says: "a masked mean, where every step has a loss",
          },
        ],
      },
      drawPadding(found),
      {
        kind: "note",
        text:
          "Orange: the same weights, read without lengths: they have never met padding, and walk on behind the sentence's end. The third line: a network that was trained without " +
          "lengths. It has learnt to hold its answer through the padding, more or less; how well depends on how much there is, which is the doing of the other sentences in the batch.",
      },
      {
        kind: "text",
        text:
          `Padding costs time, too: of the places in batches as they come ${percent(padding.shuffled)} are padding, in batches of sentences sorted by their length ` +
          `${percent(padding.sorted)}.`,
      },
    ],
  };
}

function describeTraining(found: SentimentFound): DocumentSection {
  const { settings, name, parameters } = found;
  const { epochs, batch, learningRate, embedding, seed } = settings;
  return {
    heading: "The network and its training",
    blocks: [
      {
        kind: "equations",
        lines: [
          {
            tex: "e_t = E[x_t], \\quad h_t = f(e_t, h_{t-1}), \\quad p = \\sigma(w^\\top h_\\ell + b)",
            says: "many to one: words in, the probability of praise at the end",
          },
          { tex: "L = -y \\log p - (1 - y) \\log(1 - p)", says: "what is made small" },
        ],
      },
      {
        kind: "facts",
        items: [
          ["network", `Embedding of ${embedding}, ${name}, Linear: ${grouped(parameters)} weights`],
          [
            "training",
            `${counted(epochs, "epoch")} of Adam, learning rate ${learningRate}, batches of ${batch}, gradients clipped to 1`,
          ],
          ["kept", "the epoch with the lowest loss in validation"],
          ["seed", `${seed}`],
        ],
      },
      found.printed,
      drawLosses(found),
    ],
  };
}

function describeTest(found: SentimentFound): DocumentSection {
  const { right, wrong } = found;
  return {
    heading: "The test",
    blocks: [
      tabulateScores(found),
      drawKinds(found),
      {
        kind: "note",
        text:
          'Naive Bayes and the bag of words (a logistic regression) know which words a sentence has, the bag of words and pairs also which are neighbours. Pairs see "not good"; they do not see across ' +
          '"not at all good", nor which side of "but" a word stands on. The rival of the verdict is the one that is best in validation.',
      },
      drawConfusion(found),
      drawFollowed("Right: the first test sentence of each kind, word by word", right),
      ...(wrong.length > 0
        ? [drawFollowed("Wrong: the sentences of which the network was most sure", wrong)]
        : [{ kind: "text", text: "**Wrong**: none of the test sentences." } as const]),
      {
        kind: "note",
        text: "After each word stands what the network would say if the sentence ended there. Nobody has told it more than what whole sentences mean.",
      },
    ],
  };
}

export function writeReport(found: SentimentFound): ReportDocument {
  return {
    title: "Praise or blame",
    lead: `${withArticle(found.name)} reads sentences of different lengths and says at the end of each whether it was praise.`,
    verdict: judge(found),
    sections: [describeSentences(found), describePadding(found), describeTraining(found), describeTest(found)],
  };
}
