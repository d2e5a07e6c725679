// What a lab's page says beside its pictures: what to watch, what to try, and what is asked again and again. Plain data, one module a lab.

export interface Lesson {
  /** One to three sentences, read before Play is pressed. */
  readonly watch: string;
  /** Its networks learn one after the other: where their losses are shown side by side, above the lab's pictures or below them. */
  readonly race?: "above" | "below";
  /** Three things to do, each a link to a run. */
  readonly tries: readonly Try[];
  /** With answers that point to what is on the screen. */
  readonly questions: readonly { readonly ask: string; readonly answer: string }[];
}

/** A run of the lab that shows something, as far as it differs from the run at the defaults. */
export interface Try {
  /** A sentence: what to do. */
  readonly say: string;
  /** A sentence: what to look at then. */
  readonly see: string;
  /** Settings as a link has them, as texts. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly seed?: number;
  /** Where the dial stands. Where nothing else differs, the dial of the page is turned, and the run goes on. */
  readonly dial?: number;
}
