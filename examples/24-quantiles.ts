// A head that says how sure it is: nine tenths, the middle and a tenth of what may come next, which never cross. The noise of the series grows
// and shrinks with its season, and so does the distance between the quantiles.
import { Adam, GRU, LastStep, Linear, manualSeed, noGrad, Sequential, type Tensor, tensor, train } from "recurra";
import { Generator } from "recurra/core";
import { meanOverSamples, NonCrossing, quantileLoss } from "recurra/nn";
import { type Print, type Trained, travel } from "./travel.ts";

const [lookback, quantiles] = [24, [0.1, 0.5, 0.9]];

/** Windows of a season of 12 whose noise is three times as wide in one half as in the other: [B, 24, 1] and the value after each. */
function draw(from: number, count: number): { x: Tensor; y: Tensor; from: number } {
  const draws = new Generator(7).stream("noise");
  const at = (t: number): number => Math.sin((2 * Math.PI * t) / 12) + (t % 12 < 6 ? 0.3 : 0.1) * draws.normal(t);
  const x = Float32Array.from({ length: count * lookback }, (_, i) =>
    at(from + Math.floor(i / lookback) + (i % lookback)),
  );
  const y = Float32Array.from({ length: count }, (_, i) => at(from + i + lookback));
  return { x: tensor(x, [count, lookback, 1]), y: tensor(y, [count]), from: from + lookback };
}

/** Trains for so many epochs; returns how often later values lay between the outer quantiles, and how wide these are in each half of the season. */
export async function run(
  epochs: number,
  print: Print = () => {},
): Promise<Trained<Sequential, "covered" | "wide" | "narrow">> {
  manualSeed(7);
  const model = new Sequential(
    new GRU({ inputSize: 1, hiddenSize: 16 }),
    new LastStep(),
    new Linear({ inFeatures: 16, outFeatures: quantiles.length }),
    new NonCrossing(),
  );
  const loss = meanOverSamples((output: Tensor, target: Tensor) => quantileLoss(output, target, quantiles));
  const inside = (output: Tensor, target: Tensor): number => {
    const [of, values] = [output.toArray(), target.toArray()];
    return values.filter((value, i) => value >= of[3 * i] && value <= of[3 * i + 2]).length / values.length;
  };
  const all = draw(0, 1024);
  const batch = (i: number) => ({ x: all.x.slice(0, 64 * i, 64 * i + 64), y: all.y.slice(0, 64 * i, 64 * i + 64) });
  const later = draw(2000, 600);
  const training = train({
    ...{ model, loss, epochs, optimizer: new Adam(model.parameters(), { learningRate: 0.01 }), metrics: { inside } },
    batches: () => Array.from({ length: 16 }, (_, i) => batch(i)),
    validation: () => [draw(1200, 600)],
  });
  for await (const { epoch, validationLoss, metrics } of training)
    if (epoch % 10 === 0)
      print(`epoch ${epoch}  loss ${validationLoss?.toFixed(4)}  inside ${metrics?.inside.toFixed(2)}`);
  const outputs = noGrad(() => model.forward(later.x).toArray());
  const widths = [0, 0];
  for (let i = 0; i < 600; i++)
    widths[(later.from + i) % 12 < 6 ? 0 : 1] += (outputs[3 * i + 2] - outputs[3 * i]) / 300;
  const [[wide, narrow], covered] = [widths, noGrad(() => inside(model.forward(later.x), later.y))];
  print(
    `of later values, inside: ${(100 * covered).toFixed(1)}% (80% asked); width ${wide.toFixed(2)}, ${narrow.toFixed(2)}`,
  );
  return { model, x: later.x, covered, wide, narrow };
}

if (process.argv[1]?.endsWith("24-quantiles.js")) await travel(run(40, console.log), import.meta.url);
