// What the lab that reads dates shows: its tables and its report.
import type { EquationsBlock, ReportDocument, TableBlock, TextBlock } from "@recurra/report";
import { counted, grouped, percent } from "recurra/words";
import { tabulateCuts } from "../lab/cut.ts";
import { ISO_LENGTH } from "./characters.ts";
import { drawAttention, drawLosses, drawNetwork, drawValidation } from "./charts.ts";
import { knownFormats, unknownFormats } from "./formats.ts";
import type { TranslateFound } from "./found.ts";
import { listReaders, scoreFormats } from "./results.ts";
import { countWrong, type Scored } from "./score.ts";
import { judge } from "./verdict.ts";

/** Names that leave the numbers room on a phone; the caption has the network's whole name. */
const SHORT: Readonly<Record<string, string>> = {
  network: "with attention",
  withoutAttention: "without attention",
  rules: "rules",
  columnReader: "reader of columns",
  mostCommon: "most common characters",
};

function tabulateRight({ known, unknown, trained }: TranslateFound): TableBlock {
  const others = listReaders(unknown);
  const rows = listReaders(known).map((reader, i) => ({
    reader,
    values: [reader.right, reader.characters, others[i].right, others[i].characters],
  }));
  const most = (column: number) => Math.max(...rows.map(({ values }) => values[column]));
  return {
    kind: "table",
    caption:
      `${grouped(known.texts.length)} dates that are not in training, in the formats of training and in others: ` +
      `${trained[0].name.replace(/, with.*/, "")}, rules, the library's reader of columns, and the most common characters`,
    columns: [
      { title: "" },
      { title: "dates right", unit: "known formats" },
      { title: "characters", unit: "known formats" },
      { title: "dates right", unit: "unknown formats" },
      { title: "characters", unit: "unknown formats" },
    ],
    rows: rows.map(({ reader, values }) => ({
      cells: [SHORT[reader.id], ...values.map((value) => percent(value, 1))],
      role: reader === known.network || reader === known.plain ? "model" : "naive",
      best: values.flatMap((value, column) => (value === most(column) ? [column + 1] : [])),
    })),
  };
}

/** "en" written out. */
const LANGUAGES: Readonly<Record<string, string>> = { en: "English", de: "German", fr: "French", es: "Spanish" };

function tabulateFormats(caption: string, scored: Scored): TableBlock {
  const plain = scored.plain !== undefined;
  return {
    kind: "table",
    caption,
    columns: [
      { title: "for example" },
      { title: "names in", align: "left" },
      ...["dates", "network", ...(plain ? ["no attention"] : []), "rules"].map((title) => ({ title })),
    ],
    rows: scoreFormats(scored)
      .sort((a, b) => a.right[scored.network.id] - b.right[scored.network.id])
      .map(({ example, language, count, right }) => ({
        cells: [
          example,
          /\p{L}/u.test(example) ? LANGUAGES[language] : "-",
          grouped(count),
          ...[scored.network.id, ...(plain ? ["withoutAttention"] : []), "rules"].map((id) => percent(right[id], 1)),
        ],
      })),
  };
}

export function summarize(found: TranslateFound): readonly (TextBlock | TableBlock)[] {
  return [tabulateRight(found), tabulateFormats("Unknown formats, the hardest first", found.unknown)];
}

/** Texts that are read right and texts that are not, first those that are not. */
function tabulateExamples({ known, unknown }: TranslateFound): TableBlock {
  const rows = ([scored, most]: readonly [Scored, number], wrong: boolean): TableBlock["rows"] => {
    const { texts, network, others } = scored;
    const at = [...texts.keys()].filter((i) => (network.errors[i] === 1) === wrong).slice(0, most);
    const rules = others.find(({ id }) => id === "rules")!;
    return at.map((i) => ({
      cells: [
        texts[i].text,
        texts[i].iso,
        network.answers[i] ?? "-",
        rules.answers[i] ?? "none",
        wrong ? "wrong" : "right",
      ],
    }));
  };
  return {
    kind: "table",
    caption:
      "Test texts that the network reads wrong, at most four of known formats and eight of unknown ones, then four and four that it reads right",
    columns: [
      { title: "text" },
      ...["date", "network", "rules", "network is"].map((title) => ({ title, align: "left" as const })),
    ],
    rows: [
      ...rows([known, 4], true),
      ...rows([unknown, 8], true),
      ...rows([known, 4], false),
      ...rows([unknown, 4], false),
    ],
  };
}

function tabulateQuestions({ questions }: TranslateFound): TableBlock {
  return {
    kind: "table",
    caption: "Texts that no list has",
    columns: [
      { title: "text" },
      { title: "network", align: "left" },
      { title: "rules", align: "left" },
      { title: "what is asked", align: "left" },
    ],
    rows: questions.map(({ text, about, network, rules }) => ({ cells: [text, network, rules ?? "none", about] })),
  };
}

function describeWrong(scored: Scored): string {
  const wrong = scored.network.errors.reduce((sum, error) => sum + error, 0);
  const { year, month, day } = countWrong(scored);
  if (wrong === 0) return "none is wrong";
  return `${grouped(wrong)} are wrong: the year in ${grouped(year)}, the month in ${grouped(month)}, the day in ${grouped(day)}`;
}

function equations({ trained: [{ attends }], settings }: TranslateFound): EquationsBlock {
  const memory =
    settings.directions === "both"
      ? "the encoder reads the characters from both ends; $s$ has its last output of each direction"
      : "the encoder reads the characters; $s$ is its last output";
  return {
    kind: "equations",
    lines: [
      { tex: "m_1, \\ldots, m_T = \\mathrm{encoder}(E x_1, \\ldots, E x_T), \\quad s", says: memory },
      {
        tex: "h_k = \\mathrm{decoder}([F y_{k-1}, s], h_{k-1})",
        says: "the decoder reads the character before and $s$; the true character while it learns (teacher forcing), its own in the test",
      },
      ...(attends
        ? [
            {
              tex: "a_{k,t} = \\frac{\\exp(h_k W_a m_t)}{\\sum_u \\exp(h_k W_a m_u)}, \\quad z_k = \\tanh(W_c [\\sum_t a_{k,t} m_t, h_k])",
              says: "attention: how well each character of the text fits what is to be written, and what is found there (Luong et al. 2015)",
            },
          ]
        : []),
      {
        tex: `y_k = \\mathrm{argmax}(W ${attends ? "z" : "h"}_k + b)`,
        says: "one of eleven characters: a digit, or the hyphen",
      },
    ],
  };
}

export function writeReport(found: TranslateFound): ReportDocument {
  const { settings, known, unknown, trained, looked, examples, typos } = found;
  const { train, typos: share, epochs, batch, learningRate, seed, embedding } = settings;
  return {
    title: "Read dates as people write them",
    lead: "A network reads a date in one of many forms and languages, character by character, and writes it as ISO 8601 does.",
    verdict: judge(found),
    sections: [
      {
        heading: "The test",
        blocks: [
          tabulateRight(found),
          {
            kind: "note",
            text:
              "The rules were written by hand with the formats of training in view: names of months in four languages and the nearest name of a word with a typing error, " +
              "a number of four digits as the year, the day before the month. The library's reader is made for whole columns, and is shown each text as a column by itself.",
          },
          {
            kind: "text",
            text: `Of the network's answers in known formats ${describeWrong(known)}; in unknown formats ${describeWrong(unknown)}.`,
          },
          tabulateFormats("Unknown formats, the hardest first", unknown),
          tabulateFormats("Known formats, the hardest first", known),
        ],
      },
      ...(looked.length === 0
        ? []
        : [
            {
              heading: "Where it looks",
              blocks: [
                {
                  kind: "text" as const,
                  text: "A row for each character that it writes, a column for each that it read. Nobody told it where in the text a year, a month and a day stand.",
                },
                ...looked.map(drawAttention),
              ],
            },
          ]),
      {
        heading: "Right and wrong",
        blocks: [
          tabulateExamples(found),
          tabulateQuestions(found),
          {
            kind: "note",
            text: "Rules can say that a text is no date. The network has no such answer: it writes ten characters whatever it reads.",
          },
        ],
      },
      {
        heading: "The data",
        blocks: [
          {
            kind: "text",
            text:
              `Days from 1950 to 2049 in an order by chance: ${grouped(train)} to learn from, ${grouped(known.texts.length)} for the test, and others that choose the epoch; no day is ` +
              `in two of them. Each is written in one of ${knownFormats.length} formats with names in English, German, French and Spanish; a fifth of the texts in small letters, a ` +
              `twentieth in capitals. Of the texts with words ${percent(share, 0)} get a typing error (a letter left out, doubled, or exchanged with the next) in a name of four letters or more: ${grouped(typos)} ` +
              `of those in training have one. The test's dates are also written in ${unknownFormats.length} formats that are not in training.\n\n` +
              "Two rules make every text mean one date. Two digits of a year from 50 on are of the 1900s. In numbers alone the day stands before the month; the American " +
              "order is written only where it can be told, since no month has the number.",
          },
          {
            kind: "table",
            caption: "The first texts of training",
            columns: [{ title: "text" }, { title: "date", align: "left" }],
            rows: examples.map(({ text, iso }) => ({ cells: [text, iso] })),
          },
        ],
      },
      {
        heading: "The network",
        blocks: [
          drawNetwork(found),
          equations(found),
          tabulateCuts([
            { name: "x, text", shape: [batch, known.texts[0].text.length], counts: "texts of one length, characters" },
            {
              name: "x, embedded",
              shape: [batch, known.texts[0].text.length, embedding],
              counts: "texts, characters, numbers of a character",
            },
            { name: "y, date", shape: [batch, ISO_LENGTH], counts: "texts, characters" },
          ]),
          {
            kind: "note",
            text: "Texts of one length go through the network together, so that none is padded. Batches are as large as shown, or smaller where there are fewer texts of a length.",
          },
          trained[0].printed,
        ],
      },
      {
        heading: "Training",
        blocks: [
          {
            kind: "facts",
            items: [
              ...trained.map(({ attends, parameters }): [string, string] => [
                attends ? "with attention" : "without attention",
                `${grouped(parameters)} weights`,
              ]),
              ["training", `${counted(epochs, "epoch")}, batches of ${batch}`],
              ["step size of Adam", `${learningRate} to ${Number((learningRate / 20).toPrecision(2))}`],
              ["seed", `${seed}`],
            ],
          },
          drawLosses(found),
          drawValidation(found),
        ],
      },
    ],
  };
}
