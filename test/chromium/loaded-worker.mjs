// The Worker of a page that loads the pretrained network out of its own script: it answers with the hash of the loaded weights.
import { loadPretrained } from "recurra/pretrained";
import { hashOfWeights } from "../../pretrain/hash.mjs";

hashOfWeights(loadPretrained()).then(
  (hash) => self.postMessage({ hash }),
  (error) => self.postMessage({ error: error.stack }),
);
