// Adam and what is made of it.
import { pow } from "../../core/math.ts";
import type { ExplainedLine } from "../cells/explanation.ts";
import { bracketed, figure } from "../cells/figure.ts";
import { counted, line, number, type Rule, running, type WeightBefore } from "./rule.ts";

const betasOf = ({ settings }: WeightBefore): readonly number[] => settings.betas as readonly number[];

/** The running means that both have: of the gradients, and of their squares. */
function means(of: WeightBefore, g: number): { readonly m: ExplainedLine; readonly v: ExplainedLine } {
  const [beta1, beta2] = betasOf(of);
  const { mean, square } = of.state;
  return {
    m: running("m", beta1, mean, g, "\\beta_1 m + (1 - \\beta_1) g", "the mean of the gradients of late"),
    v: running("v", beta2, square, g * g, "\\beta_2 v + (1 - \\beta_2) g^2", "the mean of their squares"),
  };
}

export function adamRule(decoupled: boolean): Rule {
  const decay = decoupled ? " - \\eta \\lambda w" : "";
  return {
    tex: `\\Delta w = -\\eta \\, \\hat m / (\\sqrt{\\hat v} + \\epsilon)${decay}`,
    says:
      "By the mean of the gradients of late, divided by how large they usually are. So each weight moves by about the learning rate while its gradients agree, however small they are." +
      (decoupled ? " It also shrinks each weight a little." : ""),
    lines: (of) => {
      const { g, lines } = counted(of, !decoupled);
      const [beta1, beta2] = betasOf(of);
      const { learningRate: rate, numbers, weight, weightDecay } = of;
      const epsilon = number(of.settings.epsilon);
      const { m, v } = means(of, g);
      const [m0, v0] = [1 - numbers.power1 * beta1, 1 - numbers.power2 * beta2];
      const fair = (letter: string, mean: ExplainedLine, whole: number, beta: string): ExplainedLine =>
        line(
          `\\hat ${letter}`,
          `${letter} / (1 - ${beta}^t)`,
          `${figure(mean.value)} / ${figure(whole)}`,
          mean.value / whole,
          "as if it had run for ever: it began with 0",
        );
      const [mean, square] = [fair("m", m, m0, "\\beta_1"), fair("v", v, v0, "\\beta_2")];
      const step = (-rate * mean.value) / (Math.sqrt(square.value) + epsilon);
      const shrunk = decoupled ? rate * weightDecay * weight : 0;
      const moved = `-${figure(rate)} \\cdot ${bracketed(mean.value)} / (\\sqrt{${figure(square.value)}} + ${figure(epsilon)})`;
      const further =
        shrunk === 0 ? "" : ` - ${figure(rate)} \\cdot ${figure(weightDecay)} \\cdot ${bracketed(weight)}`;
      const tex = `-\\eta \\, \\hat m / (\\sqrt{\\hat v} + \\epsilon)${shrunk === 0 ? "" : decay}`;
      return [...lines, m, v, mean, square, line("\\Delta w", tex, moved + further, step - shrunk, "the change")];
    },
  };
}

export const nadam: Rule = {
  tex: "\\Delta w = -\\eta (a g + b m) / (\\sqrt{\\hat v} + \\epsilon)",
  says: "Adam that looks a step ahead: by the gradient and by the mean of those of late, divided by how large they usually are.",
  lines: (of) => {
    const { g, lines } = counted(of, true);
    const [beta1, beta2] = betasOf(of);
    const epsilon = number(of.settings.epsilon);
    const { learningRate: rate, numbers } = of;
    const share = (t: number): number => beta1 * (1 - 0.5 * pow(0.96, t * number(of.settings.momentumDecay)));
    const [now, next] = [share(numbers.steps + 1), share(numbers.steps + 2)];
    const product = numbers.momentum * now;
    const [a, b] = [(1 - now) / (1 - product), next / (1 - product * next)];
    const { m, v } = means(of, g);
    const whole = 1 - numbers.power2 * beta2;
    const square = line(
      "\\hat v",
      "v / (1 - \\beta_2^t)",
      `${figure(v.value)} / ${figure(whole)}`,
      v.value / whole,
      "as if it had run for ever: it began with 0",
    );
    const change = (-rate * (a * g + b * m.value)) / (Math.sqrt(square.value) + epsilon);
    const shown = `-${figure(rate)} (${figure(a)} \\cdot ${bracketed(g)} + ${figure(b)} \\cdot ${bracketed(m.value)}) / (\\sqrt{${figure(square.value)}} + ${figure(epsilon)})`;
    return [
      ...lines,
      m,
      v,
      square,
      line("\\Delta w", "-\\eta (a g + b m) / (\\sqrt{\\hat v} + \\epsilon)", shown, change, "the change"),
    ];
  },
};
