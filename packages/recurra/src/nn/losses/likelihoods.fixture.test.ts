import { describe, expect, test } from "vitest";
import { withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { type Tensor, tensor } from "../../tensor/index.ts";
import { errorOfLargest, type FixtureCase, readFixture } from "../recurrent/pytorch.conformance.ts";
import { cosineEmbeddingLoss, cosineSimilarity } from "./cosine.ts";
import { type CrossEntropyOptions, crossEntropyLoss } from "./cross-entropy.ts";
import { type CtcOptions, ctcLoss } from "./ctc.ts";
import {
  type GaussianNllOptions,
  gaussianNllLoss,
  type KlDivOptions,
  klDivLoss,
  negativeBinomialNllLoss,
  type PoissonNllOptions,
  poissonNllLoss,
} from "./distributions.ts";

type Case = FixtureCase<object>;
/** Of x and the target, the case's settings, and what further inputs it has. */
type Loss = (x: Tensor, target: Tensor, settings: object, more: Tensor[]) => Tensor;

/** By the first words of a case. */
const losses: Record<string, Loss> = {
  gaussian: (x, y, settings, [variance]) => gaussianNllLoss(x, y, variance!, settings as GaussianNllOptions),
  poisson: (x, y, settings) => poissonNllLoss(x, y, settings as PoissonNllOptions),
  "negative binomial": negativeBinomialNllLoss,
  kl: (x, y, settings) => klDivLoss(x, y, settings as KlDivOptions),
  cosine: (x, y, _, [other]) => cosineSimilarity(x, other!).mul(y).sum(),
  "cosine embedding": (x, y, settings, [other]) => cosineEmbeddingLoss(x, other!, y, settings),
  "cross-entropy": (x, y, settings) => crossEntropyLoss(x, y, settings as CrossEntropyOptions),
  ctc: (x, y, settings) => ctcLoss(x.logSoftmax(-1), y, settings as CtcOptions),
};

function lossOf(name: string): Loss {
  const found = Object.keys(losses).filter((start) => name.startsWith(start));
  return losses[found.sort((a, b) => b.length - a.length)[0]!]!;
}

/** Without what is null: JSON has no undefined. */
function settingsOf({ settings }: Case): object {
  const { name: _, ...own } = settings as { name?: string };
  return Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null));
}

describe.each(modes)("on %s kernels", (mode) => {
  test.each(readFixture<object>("likelihoods").map((one) => [one.name, one] as const))(
    "the value of %s is PyTorch's within 5e-6 relative, its gradients within 1e-5 of their largest entry",
    (name, one) => {
      withMode(mode, () => {
        const input = (key: string, requiresGrad: boolean): Tensor =>
          tensor(one.numbers(key), one.tensors.get(key)!.shape, { requiresGrad });
        const keys = [...one.tensors.keys()].filter((key) => key.startsWith("grad.")).map((key) => key.slice(5));
        const inputs = new Map(keys.map((key) => [key, input(key, true)]));
        const more = keys.filter((key) => key !== "x").map((key) => inputs.get(key)!);
        const loss = lossOf(name)(inputs.get("x")!, input("target", false), settingsOf(one), more);
        loss.backward();
        expect(errorOfLargest([loss.item()], one.numbers("loss"))).toBeLessThan(5e-6);
        for (const key of keys) {
          expect(errorOfLargest(inputs.get(key)!.grad!, one.numbers(`grad.${key}`)), key).toBeLessThan(1e-5);
        }
      });
    },
  );
});
