// What a worker does with a network that is no forecaster: windows of numbers [B][T][I] through forward(), single steps through
// a stepper, whose state goes out and in as plain numbers.

import { type Model, noGrad, RecurraError, Tensor, tensor, withMode } from "recurra";
import type { Stepper } from "recurra/nn";
import { counted, grouped } from "recurra/words";
import { FieldErrors, refuseField, requireObject, requireStep } from "../http/field-errors.ts";
import { kindOf } from "../http/json-body.ts";
import { Problem, pointerStep } from "../http/problem.ts";
import { modeOf, stepFormOf, stepperOf } from "./model-parts.ts";
import { refuseRequest } from "./request-errors.ts";
import type { NetworkStates, StepAnswer, StepAt, WorkLimits } from "./work.ts";

export class NetworkWork {
  readonly #model: Model;
  readonly #limits: WorkLimits;
  #stepper: Stepper | undefined;

  constructor(model: Model, limits: WorkLimits) {
    this.#model = model;
    this.#limits = limits;
    model.network.eval();
  }

  /** Throws Problem for a body that does not fit. */
  predict(body: unknown): unknown {
    const given = requireObject(body, ["windows", "horizon"]);
    const { values, shape } = this.#windows(given.windows);
    const horizon = this.#horizon(given.horizon, shape[0]);
    const network = this.#model.network as { forward(x: Tensor, options?: object): Tensor | { output: Tensor } };
    const outputs = refuseMisfit("/windows", () =>
      withMode(modeOf(this.#model), () =>
        noGrad(() => {
          const x = tensor(values, shape);
          const result = horizon === undefined ? network.forward(x) : network.forward(x, { horizon });
          const y = result instanceof Tensor ? result : result?.output;
          if (!(y instanceof Tensor))
            throw new TypeError("the network's forward() gives no tensor, and nothing with an output");
          return { shape: y.shape, values: y.toArray() };
        }),
      ),
    );
    requireFinite(outputs.values, "/windows");
    return { outputs: nestRows(outputs.values, outputs.shape) };
  }

  predictCsv(): never {
    throw new Problem(
      "unsupported-media-type",
      "A network reads windows of numbers and no table: send application/json.",
    );
  }

  /** One time step into a stream: what is answered, and the stream's new state. */
  step(body: unknown, state: NetworkStates | undefined, { id, step }: StepAt): StepAnswer<NetworkStates> {
    const given = requireObject(body, ["value", "values", "step"]);
    if ((given.value === undefined) === (given.values === undefined))
      refuseField("", 'the body must hold one of "value" and "values"');
    requireStep(given.step, step);
    const pointer = given.values === undefined ? "/value" : "/values";
    const list: unknown = given.values ?? [given.value];
    if (!Array.isArray(list)) refuseField(pointer, `values is ${kindOf(list)}; it must be a list of numbers`);
    const stepper = this.#opened();
    if (list.length !== stepper.inputSize) {
      refuseField(
        pointer,
        `got ${counted(list.length, "number")}; the model takes ${grouped(stepper.inputSize)} in each step`,
      );
    }
    const errors = new FieldErrors();
    const x = list.map((value, i) =>
      float32(value, given.values === undefined ? pointer : pointer + pointerStep(i), `value ${i + 1}`, errors),
    );
    errors.throwIfAny();
    if (state === undefined) stepper.reset();
    else stepper.state = state.layers;
    const output = [...stepper.step(x)];
    requireFinite(output, pointer);
    const layers = stepper.state.map(({ h, c }) => ({
      h: Float32Array.from(h),
      ...(c && { c: Float32Array.from(c) }),
    }));
    for (const { h, c } of layers) {
      requireFinite(h, pointer);
      if (c) requireFinite(c, pointer);
    }
    return { answer: { id, step, output }, state: { layers } };
  }

  #opened(): Stepper {
    if (this.#stepper) return this.#stepper;
    const made = stepperOf(this.#model);
    if (typeof made === "string") throw new Problem("no-streaming", made);
    this.#stepper = made;
    return made;
  }

  /** The steps that an encoder-decoder is to write: those of the body, or else those that its file tells. */
  #horizon(value: unknown, windows: number): number | undefined {
    const { architecture, facts } = this.#model;
    if (architecture.type !== "EncoderDecoder") {
      if (value === undefined) return undefined;
      refuseField("/horizon", `horizon is for an encoder-decoder, and this network is of type ${architecture.type}`);
    }
    const horizon = value ?? facts.horizon;
    const most = Math.max(1, Math.floor(this.#limits.rows / windows));
    if (Number.isSafeInteger(horizon) && (horizon as number) >= 1 && (horizon as number) <= most)
      return horizon as number;
    refuseField(
      "/horizon",
      `horizon is ${kindOf(horizon)}; for ${counted(windows, "window")} it must be a whole number from 1 to ${grouped(most)}`,
    );
  }

  #windows(list: unknown): { values: Float32Array; shape: number[] } {
    if (!Array.isArray(list) || list.length === 0) {
      refuseField(
        "/windows",
        `windows is ${Array.isArray(list) ? "empty" : kindOf(list)}; it must be a list [B][T][I] of numbers`,
      );
    }
    const { windows, rows } = this.#limits;
    if (list.length > windows)
      refuseField(
        "/windows",
        `${counted(list.length, "window")} are more than the ${grouped(windows)} that one request may hold`,
      );
    const time = lengthOf(list[0], "/windows/0");
    const wanted = stepFormOf(this.#model.architecture);
    // Alone, a number is a time step of those who read the number of a row, and of those of whom nothing is known.
    const alone = wanted === "index" || (wanted === undefined && typeof list[0]?.[0] === "number");
    const inputs = alone ? 1 : lengthOf(list[0]?.[0], "/windows/0/0");
    if (list.length * time > rows)
      refuseField(
        "/windows",
        `${counted(list.length, "window")} of ${counted(time, "step")} ${list.length === 1 ? "is" : "are"} more than the ${grouped(rows)} that one request may hold`,
      );
    if (typeof wanted === "number" && inputs !== wanted) {
      refuseField("/windows/0/0", `a step has ${counted(inputs, "number")}; the model takes ${grouped(wanted)}`);
    }
    const errors = new FieldErrors();
    const values = new Float32Array(list.length * time * inputs);
    let at = 0;
    list.forEach((window: unknown, b) => {
      if (lengthOf(window, `/windows/${b}`) !== time) {
        refuseField(
          `/windows/${b}`,
          `window ${b + 1} has ${counted((window as unknown[]).length, "step")}, but the first has ${grouped(time)}`,
        );
      }
      (window as unknown[]).forEach((step, t) => {
        const pointer = `/windows/${b}/${t}`;
        if (alone) {
          values[at++] = float32(step, pointer, `window ${b + 1}, step ${t + 1}`, errors);
          return;
        }
        if (lengthOf(step, pointer) !== inputs) {
          refuseField(
            pointer,
            `window ${b + 1}, step ${t + 1} has ${counted((step as unknown[]).length, "number")}, but the first has ${grouped(inputs)}`,
          );
        }
        (step as unknown[]).forEach((value, i) => {
          values[at++] = float32(
            value,
            pointer + pointerStep(i),
            `window ${b + 1}, step ${t + 1}, value ${i + 1}`,
            errors,
          );
        });
      });
    });
    errors.throwIfAny();
    return { values, shape: [list.length, time, ...(alone ? [] : [inputs])] };
  }
}

function lengthOf(value: unknown, pointer: string): number {
  if (Array.isArray(value) && value.length > 0) return value.length;
  refuseField(
    pointer,
    `windows must be a list [B][T][I] of numbers, but ${pointer} is ${Array.isArray(value) ? "empty" : kindOf(value)}`,
  );
}

function float32(value: unknown, pointer: string, place: string, errors: FieldErrors): number {
  if (typeof value === "number" && Number.isFinite(Math.fround(value))) return value;
  const found = typeof value === "number" ? "too large for a 32-bit number" : kindOf(value);
  errors.add(pointer, `${place} is ${found}; it must be a finite number`);
  return 0;
}

function requireFinite(values: ArrayLike<number>, pointer: string): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]))
      refuseField(pointer, "the model's result for these values is not a finite number: they are too large");
  }
}

/** What the library refuses about shapes and options is the request's fault. */
function refuseMisfit<T>(pointer: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof RecurraError)) throw error;
    refuseRequest(error, { pointer, fields: ["horizon"] });
  }
}

/** Row by row into nested lists. */
function nestRows(values: Float32Array, shape: readonly number[]): unknown {
  if (shape.length === 0) return values[0];
  if (shape.length === 1) return [...values];
  const size = values.length / shape[0];
  return Array.from({ length: shape[0] }, (_, i) =>
    nestRows(values.subarray(i * size, (i + 1) * size), shape.slice(1)),
  );
}
