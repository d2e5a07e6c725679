// Operations that no graph has.

const DRAWS = "which draws by chance, and a graph gives the same each time";
const LOSS = "which is a loss: a graph holds what is computed from inputs alone";

/** Operations that are never exported, and why. */
export const REFUSED: Readonly<Record<string, string>> = {
  dropout: `${DRAWS}: take the module out of training with eval()`,
  rand: DRAWS,
  randn: DRAWS,
  "teacher-forcing": `${DRAWS}: export without targets, or with teacherForcing 0`,
  l1Loss: LOSS,
  mseLoss: LOSS,
  huberLoss: LOSS,
  bceWithLogitsLoss: LOSS,
  crossEntropyLoss: LOSS,
  ctcLoss: LOSS,
};

/** Those among them that draw: they are refused when they run, whether or not anything hangs on them. */
export const DRAWN: ReadonlySet<string> = new Set(["dropout", "rand", "randn", "teacher-forcing"]);
