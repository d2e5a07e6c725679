// All cells, for tests that run each of them.

import type { Cell } from "./cell.ts";
import { gruAfter } from "./gru-after.ts";
import { gruBefore } from "./gru-before.ts";
import { lstm } from "./lstm.ts";
import { rnnRelu, rnnTanh } from "./rnn.ts";

export const cells: readonly Cell[] = [rnnTanh, rnnRelu, lstm, gruAfter, gruBefore];
