// What a page or a Worker answers: the hashes of test/bits, and how many threads took part.
import { agreed, hashes } from "./bits/program.mjs";
import * as recurra from "./recurra/index.js";
import * as nn from "./recurra/nn.js";

export async function answer() {
  try {
    const { found, most } = await hashes({ ...recurra, ...nn });
    return { hashes: agreed(found), most };
  } catch (error) {
    return { error: error.stack };
  }
}
