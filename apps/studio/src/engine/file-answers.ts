// What the page asks of a file, and what its Worker answers. All of it is plain data.
import type { OpenedNetwork } from "recurra/inside";

type Texts = Readonly<Record<string, string>>;

/** What would cure a fault: in words, and as settings of the page where it is some. */
export interface Cure {
  readonly words: string;
  readonly settings?: Texts;
}

/** What stands in the way, in the library's words. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly cures: readonly Cure[];
}

/** A column of the file. */
export interface FileColumn {
  readonly name: string;
  /** "numbers", "times", "text", "empty", "unclear", ... */
  readonly type: string;
  readonly unit?: string;
  readonly missing?: number;
  readonly smallest?: number;
  readonly greatest?: number;
  readonly mean?: number;
  readonly distinct?: number;
  /** The first cells, as texts. */
  readonly first: readonly string[];
  /** Of numbers: the least and the greatest of equal stretches, in turns; NaN where there is none. */
  readonly spark?: Float32Array;
  /** What is wrong with it. */
  readonly problem?: string;
}

/** A file as it was found. */
export interface OpenedFile {
  readonly name: string;
  /** Of its bytes. */
  readonly sha256: string;
  /** The settings by which it was read. */
  readonly reading: Texts;
  /** Why it cannot be read so: then there is no more. */
  readonly refusal?: Refusal;
  readonly rows: number;
  /** "2013-05-13 to 2018-05-11". */
  readonly span: string;
  readonly step: string;
  /** The columns that are the clock, and how they were found; none where the rows are. */
  readonly clock: { readonly columns: readonly string[]; readonly found: string; readonly kind: string };
  /** All columns, in the order of the file. */
  readonly table: readonly FileColumn[];
  /** Names of those of numbers, which can be forecast. */
  readonly columns: readonly string[];
  /** The signs with which it was written. */
  readonly signs: { readonly delimiter: string; readonly decimal: string } | undefined;
  /** What reading did. */
  readonly notes: readonly string[];
  /** What keeps it from being read whole. */
  readonly faults: readonly Refusal[];
  /** Where it holds several series: what tells them apart, and the conditions that choose one, the first few hundred. */
  readonly series?: { readonly by: string; readonly count: number; readonly conditions: readonly string[] };
  /** The column that a reader most likely wants to forecast. */
  readonly likely?: string;
}

/** What may need attention, and where. */
export interface FileFinding {
  readonly kind: string;
  readonly column?: string;
  readonly message: string;
  readonly cures: readonly Cure[];
  /** First and last rows (from 0) of its places; the first few hundred. */
  readonly places: readonly (readonly [number, number])[];
  /** The same on the axis of the chart. */
  readonly spans: readonly (readonly [number, number])[];
  readonly count: number;
}

export interface FileFindings {
  readonly findings: readonly FileFinding[];
  /** The seasons of each column of numbers, in words and in lengths on the axis of the chart; none where there are none. */
  readonly seasons: Readonly<
    Record<string, readonly { readonly words: string; readonly rows: number; readonly span: number }[]>
  >;
}

/** A column on a chart: its least and its greatest in each stretch, NaN where there is none. */
export interface ChartColumn {
  readonly name: string;
  readonly unit?: string;
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  /** Cells without a value in each stretch. */
  readonly missing: Uint32Array;
}

/** Rows of the file as a chart shows them. */
export interface FileChart {
  /** Rows [start, end) that it shows, of so many. */
  readonly start: number;
  readonly end: number;
  readonly rows: number;
  /** "date": what stands on the axis. */
  readonly axis: string;
  /** The first row of each stretch, from 0, and the last. */
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  /** The times of these rows as the clock has them, and in words. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly words: readonly (readonly [from: string, to: string])[];
  readonly columns: readonly ChartColumn[];
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** A stretch of rows, as the experiment cuts them. */
export interface PlanPart {
  readonly name: string;
  readonly rows: number;
  readonly from: string;
  readonly to: string;
  readonly times: readonly [number, number];
}

/** What an experiment would do. */
export interface FilePlan {
  readonly refusal?: Refusal;
  readonly parts: readonly PlanPart[];
  /** Settings, with what was found from the data, as texts. */
  readonly found: Texts;
  readonly seasons: string;
  readonly trainingWindows: number;
  readonly validationWindows: number;
  readonly backtestWindows: number;
}

/** A question about a file that is open; its answer is of the same name. */
export type FileQuestion =
  | { readonly about: "survey"; readonly sha256: string; readonly reading: Texts }
  | {
      readonly about: "findings";
      readonly sha256: string;
      readonly reading: Texts;
      /** Inputs that know the target's future are found, too. */
      readonly target: string;
      readonly inputs: readonly string[];
    }
  | {
      readonly about: "chart";
      readonly sha256: string;
      readonly reading: Texts;
      readonly columns: readonly string[];
      readonly sort: boolean;
      /** Stretches at most. */
      readonly stretches: number;
      /** Width of the axis in px, for its ticks. */
      readonly width: number;
      readonly start?: number;
      readonly end?: number;
    }
  | { readonly about: "plan"; readonly sha256: string; readonly settings: Texts }
  /** What happens inside the network that forecasts it without training. */
  | { readonly about: "inside"; readonly sha256: string; readonly settings: Texts; readonly sequence: number };

export interface FileAnswers {
  readonly survey: OpenedFile;
  readonly findings: FileFindings;
  readonly chart: FileChart;
  readonly plan: FilePlan;
  readonly inside: OpenedNetwork;
}

export type FileAnswer = FileAnswers[keyof FileAnswers];
