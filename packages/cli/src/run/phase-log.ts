import type { LabProgress } from "@recurra/labs";

/** What one phase of a lab came to. Losses are those of its last epoch. */
export interface Phase {
  readonly phase: string;
  readonly epochs: number;
  readonly trainLoss: number;
  readonly validationLoss?: number;
  /** The epoch whose weights were kept last. */
  readonly bestEpoch: number;
  readonly seconds: number;
}

/** The phases of a run, in their order, from the epochs that it reports. */
export class PhaseLog {
  readonly #phases: Phase[] = [];

  get phases(): readonly Phase[] {
    return this.#phases;
  }

  /** Whether the epoch is the first of a phase. */
  add({ phase, epoch, trainLoss, validationLoss, seconds, best }: LabProgress): boolean {
    const last = this.#phases.at(-1);
    const first = last === undefined || last.phase !== phase || epoch <= last.epochs;
    if (!first) this.#phases.pop();
    this.#phases.push({
      phase,
      epochs: epoch,
      trainLoss,
      ...(validationLoss !== undefined && { validationLoss }),
      bestEpoch: best || first ? epoch : last.bestEpoch,
      seconds: seconds + (first ? 0 : last.seconds),
    });
    return first;
  }
}
