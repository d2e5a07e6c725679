// The forms of networks of any cell, which hold the forms of their cells: RecurrentOf and Bidirectional.
import { DROPPED, flag } from "../../core/option-rules.ts";
import type { Module } from "../module/module.ts";
import { Bidirectional } from "../recurrent/bidirectional.ts";
import { RecurrentOf, ZONEOUT, type Zoneout } from "../recurrent/recurrent-of.ts";
import type { CellModule } from "../recurrent/step-cell.ts";
import type { Field } from "./further-layers.ts";

interface Between {
  readonly recurrentDropout: number;
  readonly zoneout: Zoneout;
}

/** A RecurrentOf; `Form` is that of a cell. */
export interface RecurrentOfForm<Form> extends Between {
  readonly type: "RecurrentOf";
  readonly cell: Form;
  readonly reverse: boolean;
}

/** A Bidirectional; `Form` is that of a cell. */
export interface BidirectionalForm<Form> extends Between {
  readonly type: "Bidirectional";
  readonly cell: Form;
  readonly reverseCell: Form;
}

/** A network of any cell. */
export type CellHolder<Form> = RecurrentOfForm<Form> | BidirectionalForm<Form>;

/** The options of each beside its cells. */
const BETWEEN: Readonly<Record<string, Field>> = { recurrentDropout: [DROPPED, 0], zoneout: [ZONEOUT, 0] };
export const HOLDERS: Readonly<Record<string, { cells: readonly string[]; options: Readonly<Record<string, Field>> }>> =
  {
    RecurrentOf: { cells: ["cell"], options: { reverse: [flag, false], ...BETWEEN } },
    Bidirectional: { cells: ["cell", "reverseCell"], options: BETWEEN },
  };

/** Whether a form is that of a network of any cell. */
export function holdsCells<Form>(form: { readonly type: string }): form is CellHolder<Form> {
  return Object.hasOwn(HOLDERS, form.type);
}

/** The cells of a network with the names under which their parameters lie. */
export function cellsOf<Form>(form: CellHolder<Form>): [string, Form][] {
  if (form.type === "RecurrentOf") return [["cell", form.cell]];
  return [
    ["forward_cell.cell", form.cell],
    ["reverse_cell.cell", form.reverseCell],
  ];
}

/** A network of a form, with `build` for its cells. */
export function buildHolder<Form>(form: CellHolder<Form>, build: (cell: Form) => Module): Module {
  const { type, cell: own, ...options } = form;
  const cell = build(own) as CellModule;
  if (form.type === "RecurrentOf") return new RecurrentOf({ ...options, cell });
  return new Bidirectional({ ...options, cell, reverseCell: build(form.reverseCell) as CellModule });
}

/** The form of a network of any cell, with `describe` for its cells; undefined for any other module. */
export function holderForm(module: Module, describe: (cell: Module, name: string) => unknown): object | undefined {
  const type = module.constructor.name;
  if (module.constructor === RecurrentOf) {
    const { cell, reverse, recurrentDropout, zoneout } = module as RecurrentOf;
    return { type, cell: describe(cell, "cell"), reverse, recurrentDropout, zoneout };
  }
  if (module.constructor !== Bidirectional) return undefined;
  const { forward_cell, reverse_cell } = module as Bidirectional;
  const { recurrentDropout, zoneout } = forward_cell;
  const [cell, reverseCell] = [
    describe(forward_cell.cell, "forward_cell"),
    describe(reverse_cell.cell, "reverse_cell"),
  ];
  return { type, cell, reverseCell, recurrentDropout, zoneout };
}
