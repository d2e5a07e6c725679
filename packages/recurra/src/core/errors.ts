// Every error that Recurra throws on purpose. The message says what was asked, what was found and what to do;
// `code` is stable, so that programs can tell errors apart without reading the message.

/** The base of all errors thrown on purpose. `code` is stable across versions; the message is for people. */
export class RecurraError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Tensors, parameters or arrays whose shapes do not fit together. */
export class ShapeError extends RecurraError {}

/** An option or argument that cannot be used as given. */
export class OptionError extends RecurraError {}

/** A file or series that cannot be used as it is. */
export class DataError extends RecurraError {}

/** A tensor, step, module or task used in the wrong order: released memory, fit before predict, a stale handle. */
export class StateError extends RecurraError {}

/** Training that cannot go on: a loss or gradient that is not finite. */
export class TrainingError extends RecurraError {}

/** A model file that cannot be read. */
export class FormatError extends RecurraError {}
