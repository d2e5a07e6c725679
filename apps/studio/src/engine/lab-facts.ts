/** What the page knows of a lab without the library: enough for a list and a form. */
export interface LabFacts {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** The file of the studio that it reads where none is given; absent where it reads none. */
  readonly file?: string;
  readonly options: readonly OptionFacts[];
  /** What can be turned while its networks are watched. */
  readonly dial?: DialFacts;
}

export interface DialFacts {
  readonly label: string;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly initial: number;
  readonly effect: string;
}

export interface OptionFacts {
  readonly name: string;
  readonly isFlag: boolean;
  /** As a text. */
  readonly default: string;
  readonly effect: string;
}
