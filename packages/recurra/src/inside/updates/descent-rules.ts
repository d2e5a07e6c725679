// Down the gradient, or down it by its size.
import { bracketed, figure } from "../cells/figure.ts";
import { counted, line, number, type Rule, running } from "./rule.ts";

export const sgd: Rule = {
  tex: "\\Delta w = -\\eta \\, b",
  says: "Against the gradient, or, with momentum, along what is left of the steps before.",
  lines: (of) => {
    const { g, lines } = counted(of, true);
    const momentum = number(of.settings.momentum);
    const rate = of.learningRate;
    const before = of.numbers.steps === 0 ? undefined : of.state.momentum;
    const b = momentum === 0 || before === undefined ? g : momentum * before + g;
    const moved =
      momentum === 0
        ? []
        : [
            line(
              "b",
              before === undefined ? "g" : "\\mu b + g",
              before === undefined ? figure(g) : `${figure(momentum)} \\cdot ${bracketed(before)} + ${bracketed(g)}`,
              b,
              "the direction: what is left of the last one, and the gradient",
            ),
          ];
    const letter = momentum === 0 ? "g" : "b";
    const last = line(
      "\\Delta w",
      `-\\eta ${letter}`,
      `-${figure(rate)} \\cdot ${bracketed(b)}`,
      -rate * b,
      "the change",
    );
    return [...lines, ...moved, last];
  },
};

export const rmsprop: Rule = {
  tex: "\\Delta w = -\\eta \\, g / (\\sqrt{v} + \\epsilon)",
  says: "Against the gradient, divided by how large it usually is.",
  lines: (of) => {
    const { g, lines } = counted(of, true);
    const { learningRate: rate, settings, state } = of;
    const [alpha, epsilon, momentum] = [settings.alpha, settings.epsilon, settings.momentum].map((one) => number(one));
    const v = running(
      "v",
      alpha,
      state.square,
      g * g,
      "\\alpha v + (1 - \\alpha) g^2",
      "the mean of the squares of late",
    );
    const means =
      settings.centered === true
        ? [running("m", alpha, state.mean, g, "\\alpha m + (1 - \\alpha) g", "the mean of the gradients of late")]
        : [];
    const size = v.value - means.reduce((sum, { value }) => sum + value * value, 0);
    const root = `\\sqrt{${means.length > 0 ? "v - m^2" : "v"}}`;
    const d = g / (Math.sqrt(size) + epsilon);
    const divided = line(
      "d",
      `g / (${root} + \\epsilon)`,
      `${figure(g)} / (\\sqrt{${figure(size)}} + ${figure(epsilon)})`,
      d,
      "the gradient by its usual size",
    );
    const b = momentum > 0 ? momentum * state.momentum + d : d;
    const kept =
      momentum > 0
        ? [
            line(
              "b",
              "\\mu b + d",
              `${figure(momentum)} \\cdot ${bracketed(state.momentum)} + ${bracketed(d)}`,
              b,
              "and what is left of the last direction",
            ),
          ]
        : [];
    const letter = momentum > 0 ? "b" : "d";
    return [
      ...lines,
      ...means,
      v,
      divided,
      ...kept,
      line("\\Delta w", `-\\eta ${letter}`, `-${figure(rate)} \\cdot ${bracketed(b)}`, -rate * b, "the change"),
    ];
  },
};

export const adagrad: Rule = {
  tex: "\\Delta w = -\\eta \\, g / (\\sqrt{s} + \\epsilon)",
  says: "Against the gradient, divided by how large all before it were.",
  lines: (of) => {
    const { g, lines } = counted(of, true);
    const { settings, state, numbers } = of;
    const epsilon = number(settings.epsilon);
    const rate = of.learningRate / (1 + numbers.steps * number(settings.learningRateDecay));
    const sum = state.sum + g * g;
    const s = line("s", "s + g^2", `${figure(state.sum)} + ${bracketed(g)}^2`, sum, "the sum of all squares");
    const shown = `-${figure(rate)} \\cdot ${bracketed(g)} / (\\sqrt{${figure(sum)}} + ${figure(epsilon)})`;
    return [
      ...lines,
      s,
      line(
        "\\Delta w",
        "-\\eta \\, g / (\\sqrt{s} + \\epsilon)",
        shown,
        (-rate * g) / (Math.sqrt(sum) + epsilon),
        "the change",
      ),
    ];
  },
};
