// The hash of the network's weights after so many steps, in Node and in pages: nothing is kept, no batch is made ahead unless `batchAt` does.
import { hashOfWeights } from "./hash.mjs";
import { makeNetwork } from "./recipe.mjs";
import { batchesOf, training } from "./training.mjs";

export async function hashAfter({ steps, threads, batchAt = batchesOf() }) {
  const model = makeNetwork();
  for await (const _ of training({ model, steps, batchAt, threads }));
  const hash = await hashOfWeights(model);
  model.dispose();
  return hash;
}
