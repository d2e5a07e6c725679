// npm run supply: writes into every package what it is made of, from package-lock.json: sbom.cdx.json and THIRD-PARTY-NOTICES.md. Both
// are packed with it. Run it after a dependency has changed; test/supply.test.ts tells.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, shipped } from "./supply/lock-tree.mjs";
import { noticesOf } from "./supply/notices.mjs";
import { sbomOf } from "./supply/sbom.mjs";

for (const folder of shipped) {
  writeFileSync(join(root, folder, "sbom.cdx.json"), sbomOf(folder));
  writeFileSync(join(root, folder, "THIRD-PARTY-NOTICES.md"), noticesOf(folder));
}
