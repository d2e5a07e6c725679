// A lab at its defaults, to its end: the pictures that its page shows of the network that has learnt, and what it says of it.
import { readFileSync } from "node:fs";
import { settingsOf } from "@recurra/labs";

/** The file that a lab reads where none is given, as the studio has it. */
function fileOf({ data, bundled }) {
  if (data === undefined) return {};
  const name = bundled?.file ?? "aapl.csv";
  return { file: { name, text: readFileSync(new URL(`../../../examples/data/${name}`, import.meta.url), "utf8") } };
}

/** `onStep` is called with the number of the step and the view, after each step. */
export async function runLab(lab, { settings = {}, file, onStep = () => {} } = {}) {
  let view;
  let steps = 0;
  const run = lab.start(settingsOf(lab.options, settings), {
    ...(file ? { file } : fileOf(lab)),
    watch: (next) => {
      view = next;
    },
    onStep: (step) => onStep({ number: ++steps, phase: step.phase, loss: step.loss, view }),
  });
  let last = [];
  for (;;) {
    const { done, value } = await run.next();
    if (done) {
      const blocks = value.view?.draw() ?? last;
      value.view?.dispose();
      return { blocks, verdict: value.report.verdict };
    }
    last = view?.draw() ?? [];
  }
}
