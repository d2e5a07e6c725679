// All cells, for tests that run each of them.

import type { Cell } from "./cell.ts";
import { gruAfter } from "./gru-after.ts";
import { gruBefore } from "./gru-before.ts";
import { lstm } from "./lstm.ts";
import { minGru } from "./mingru.ts";
import { rnnRelu, rnnTanh } from "./rnn.ts";
import { slstm } from "./slstm.ts";

export const cells: readonly Cell[] = [rnnTanh, rnnRelu, lstm, gruAfter, gruBefore, minGru, slstm(1), slstm(3)];
