// The Worker of a page that trains as `npm run pretrain` does: told how many steps, it answers with the hash of the weights.
import { hashAfter } from "../../pretrain/hash-after.mjs";

const { searchParams } = new URL(self.location.href);
const number = (name) => Number(searchParams.get(name));

hashAfter({ steps: number("steps"), threads: number("threads") }).then(
  (hash) => self.postMessage({ hash }),
  (error) => self.postMessage({ error: error.stack }),
);
