// A run of a lab as the studio's page runs it: the settings that a link has, as texts, its seed and its dial, and the network looked at between steps.
import { readFileSync } from "node:fs";
import { labs, settingsOf } from "@recurra/labs";
import { readOption } from "recurra/core";

/** What a lab reads, beside its settings. */
function fileOf({ bundled, data }) {
  if (data === undefined) return undefined;
  const name = bundled?.file ?? "aapl.csv";
  return { name, text: readFileSync(new URL(`../../examples/data/${name}`, import.meta.url), "utf8") };
}

/**
 * Runs a link of a lab to its end, or until `look` answers "enough". `look` is called with the network before its first step, after each epoch,
 * and after its end ({ phase, epoch, step, draw(dial), open(look), ended }), and after each step that `steps` names.
 */
export async function play(name, { settings = {}, seed = 0 } = {}, { look, steps = [] } = {}) {
  const lab = labs.find((one) => one.name === name);
  const read = ([option, text]) => [option, readOption("", option, lab.options[option].rule, text)];
  const given = Object.fromEntries(Object.entries(settings).map(read));
  const file = fileOf(lab);
  const run = { epochs: [], losses: {}, result: undefined };
  const wanted = new Set(steps);
  let view;
  let step = 0;
  let isEnough = false;
  const looked = (more) => {
    if (!look || !view || isEnough) return;
    const { draw, inside } = view;
    isEnough = look({ step, draw, open: (at) => inside?.(at), ...more }) === "enough";
  };
  const work = lab.start(settingsOf(lab.options, { ...given, ...("seed" in lab.options && { seed }) }), {
    ...(file && { file }),
    watch: (next) => {
      view = next;
      looked({ phase: undefined, epoch: 0, begins: true });
    },
    onStep: ({ phase, epoch, loss }) => {
      step++;
      run.losses[phase] ??= [];
      run.losses[phase].push(loss);
      if (wanted.has(step)) looked({ phase, epoch });
    },
  });
  for (;;) {
    const { done, value } = await work.next();
    if (done) {
      run.result = value;
      view = value.view;
      looked({ epoch: run.epochs.at(-1)?.epoch, ended: true });
      view?.dispose();
      return run;
    }
    run.epochs.push(value);
    looked({ phase: value.phase, epoch: value.epoch, isEpoch: true });
    if (isEnough) {
      await work.return();
      return run;
    }
  }
}
