// A right call of everything that the packages beside recurra export; what is left out, and what is taken, with why.

import { denoise, drawCell, settingsOf } from "@recurra/labs";
import { toOnnx } from "@recurra/onnx";
import type { ReportDocument } from "@recurra/report";
import type { Calls } from "./calls.ts";
import type { Documented } from "./let-through.ts";
import type { Things } from "./things.ts";

/** Exports that are data, and what of them takes a value. */
export const DATA: Readonly<Record<string, string>> = {
  DEFAULT_LIMITS: "numbers",
  PROBLEMS: "texts",
  limitRules: "rules, which say of anything whether it fits",
  workersRule: "a rule, which says of anything whether it fits",
  labs: "the list of labs, whose settings are tried one by one",
  styleSheet: "a text",
  ...Object.fromEntries(
    [
      "cells",
      "compare",
      "denoise",
      "direction",
      "gradients",
      "madeSeriesLab",
      "sentiment",
      "shapes",
      "signal",
      "sound",
      "stock",
      "text",
      "translate",
    ].map((name) => [name, "a lab: its start() is Lab#start, its settings are tried one by one"]),
  ),
};

const LINE = { label: "truth", role: "truth", x: [1, 2], y: [1, 2] } as const;

const DOCUMENT: ReportDocument = {
  title: "A page",
  lead: "What was done.",
  verdict: { tone: "good", outcome: "Learned", sentences: ["It did."] },
  sections: [
    {
      heading: "One",
      blocks: [
        { kind: "text", text: "A paragraph." },
        { kind: "lines", title: "Loss", description: "falls", x: { label: "x" }, y: { label: "y" }, lines: [LINE] },
      ],
    },
  ],
};

const AXES = { title: "Loss", description: "It falls.", x: { label: "x" }, y: { label: "y" } };

/** A right block of each kind, and the other parts of a document, by the type that each is of. */
export const DOCUMENT_PARTS: Readonly<Record<string, object>> = {
  DocumentVerdict: { tone: "good", outcome: "Learned", sentences: ["It did."] },
  DocumentSection: { heading: "One", blocks: [{ kind: "text", text: "A paragraph." }] },
  TextBlock: { kind: "text", text: "A paragraph." },
  NoteBlock: { kind: "note", text: "A paragraph." },
  TableBlock: { kind: "table", caption: "Scores", columns: [{ title: "a" }], rows: [{ cells: ["1"] }] },
  FactsBlock: { kind: "facts", items: [["a", "1"]] },
  EquationsBlock: { kind: "equations", lines: [{ tex: "h_t" }] },
  CodeBlock: { kind: "code", text: "a = 1" },
  ProgramBlock: { kind: "program", name: "a.js", text: "a = 1" },
  LinesBlock: { kind: "lines", ...AXES, lines: [LINE], shades: [], rules: [], square: false },
  PanelsBlock: { kind: "panels", ...AXES, panels: [{ title: "a", lines: [LINE] }], square: false },
  BarsBlock: {
    ...{ kind: "bars", title: "Scores", description: "One bar.", value: { label: "error" }, interval: "95%" },
    ...{ bars: [{ label: "a", role: "model", value: 1, low: 0.5, high: 2 }], rule: { label: "naive", value: 1 } },
  },
  HeatBlock: {
    ...{ kind: "heat", title: "Gates", description: "A grid.", x: { label: "step" }, columns: [1, 2], legend: "open" },
    ...{ colors: "sequential", domain: [0, 1], columnNames: ["a", "b"] },
    grids: [{ title: "gate", rowsLabel: "unit", rows: [[0, 1]] }],
  },
  PassagesBlock: {
    ...{ kind: "passages", title: "A unit", description: "Two words.", legend: "state" },
    ...{
      colors: "diverging",
      domain: [-1, 1],
      passages: [{ label: "unit 1", pieces: ["a ", "b"], values: [0, 1] }],
    },
  },
  DrawingBlock: {
    ...{ kind: "drawing", title: "Layer", description: "Two boxes.", arrows: [{ from: "a", to: "b" }] },
    nodes: ["a", "b"].map((id, row) => ({ id, label: id, column: 0, row, role: "cell" })),
  },
  CircuitBlock: {
    ...{ kind: "circuit", title: "Cell", description: "One gate.", frame: { from: [0, 0], to: [3, 3] } },
    parts: [{ shape: "layer", label: "σ", at: [1, 1] }],
    wires: [
      {
        through: [
          [1, 1],
          [1, 2],
        ],
      },
    ],
  },
  SoundBlock: {
    ...{ kind: "sound", title: "A string", description: "Noisy.", sampleRate: 8000 },
    sounds: [{ label: "noisy", role: "input", samples: [0, 0.5] }],
  },
};

/** A document with one of these in its place. */
export function documentWith(type: string, part: unknown): ReportDocument {
  const given = part as never;
  if (type === "DocumentVerdict") return { ...DOCUMENT, verdict: given };
  return { ...DOCUMENT, sections: [type === "DocumentSection" ? given : { heading: "One", blocks: [given] }] };
}

export async function makePackageCalls(t: Things, wording: object): Promise<Calls> {
  const forecast = { ...(await ended(t.experiment.run())), files: {}, versions: {} };
  const manyForecast = { ...(await ended(t.manyExperiment.run())), files: {}, versions: {} };
  const bytes = toOnnx(t.network);
  const result = { results: {}, scores: [], summary: [], remedies: ["train for longer"], report: DOCUMENT };
  const service = {
    ...{ token: "sixteen-signs-or-more", openToAll: false, cors: ["https://example.org"], hosts: ["example.org"] },
    ...{ workers: 1, limits: { rows: 10 }, log: { write: () => 1 }, clock: () => 0, name: "a.safetensors" },
  };
  return {
    onnxSignature: () => [bytes, "a.onnx"],
    toOnnx: () => [t.network, { scaling: false, states: false, lengths: false }],
    toJson: () => [{ a: 1 }],
    remarksOn: () => [{ notes: ["turned round"], findings: [] }],
    documentPage: () => [DOCUMENT, { version: "1", footer: "More." }],
    documentBody: () => [DOCUMENT, { readable: "mine" }],
    blockBody: () => [{ kind: "text", text: "a" }, { readable: "mine" }],
    circuitLayout: () => [drawCell("gru")],
    titleOf: () => [{ target: "Value", idColumns: ["column"], series: [{ key: ["a"] }] }],
    manyReport: () => [manyForecast],
    forecastReport: () => [forecast],
    forecastBody: () => [forecast],
    forecastSections: () => [forecast],
    finished: () => [(async function* () {})(), () => 1],
    drawCell: () => ["gru"],
    settingsOf: () => [denoise.options, { epochs: 3 }],
    tellRemedies: () => [result, wording],
    withCode: () => [denoise, DOCUMENT],
    "Lab#start": () => [
      settingsOf(denoise.options),
      {
        signal: new AbortController().signal,
        mode: "strict",
        threads: 1,
        file: { name: "a.csv", text: "a" },
        sound: { name: "a.wav", bytes: new Uint8Array(4) },
      },
    ],
    createService: () => ["pretrained", service],
    "Service#fetch": () => [new Request("http://127.0.0.1/healthz")],
    "Service#replace": () => [t.modelBytes],
  };
}

export const LEFT_OUT_PACKAGES: Documented = [
  [/^Service#listen$/, "a port that is taken is taken from whoever else wants it: its options are tried by themselves"],
];

/** What is taken and documented, and why. */
export const DOCUMENTED_PACKAGES: Documented = [
  [/^withCode: report\./, "the parts of a report are documentPage's to check, which draws it"],
];

async function ended(run: AsyncGenerator): Promise<object> {
  for (;;) {
    const { done, value } = await run.next();
    if (done) return value;
  }
}
