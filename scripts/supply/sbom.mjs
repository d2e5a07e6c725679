// The bill of materials of a package: CycloneDX 1.5 as JSON, without a date or a number by chance, so that the same lock file gives the
// same bytes. (`npm sbom` wants a version of the workspace itself, which has none, and writes the time.)
import { broughtBy } from "./lock-tree.mjs";

const purl = ({ name, version }) => `pkg:npm/${name.replace("@", "%40")}@${version}`;

/** "sha512-<base64>" as CycloneDX has it. */
function hashes(integrity = "") {
  const [, bits, base64] = /^sha(\d+)-(.+)$/.exec(integrity) ?? [];
  if (bits === undefined) return {};
  return { hashes: [{ alg: `SHA-${bits}`, content: Buffer.from(base64, "base64").toString("hex") }] };
}

function licences(licence) {
  if (licence === undefined) return {};
  return { licenses: [/[ (]/.test(licence) ? { expression: licence } : { license: { id: licence } }] };
}

function component({ name, version, entry, optional, own, place }) {
  return {
    type: "library",
    "bom-ref": place.startsWith("node_modules/") && place.includes("/node_modules/") ? place : purl({ name, version }),
    name,
    version,
    scope: optional ? "optional" : "required",
    ...hashes(entry.integrity),
    ...licences(own ? "MIT" : entry.license),
    purl: purl({ name, version }),
    ...(entry.resolved && { externalReferences: [{ type: "distribution", url: entry.resolved }] }),
  };
}

/** The bill of a package of ours, as text. */
export function sbomOf(folder) {
  const { self, others, at } = broughtBy(folder);
  const components = others.map(component);
  const refs = new Map(others.map((one, i) => [one.place, components[i]["bom-ref"]]));
  const { scope, ...own } = component({ ...self, optional: false });
  refs.set(self.place, own["bom-ref"]);
  const dependencies = [self, ...others].map(({ place, needs }) => ({
    ref: refs.get(place),
    dependsOn: needs.map((there) => refs.get(at(there).place)).sort(),
  }));
  const bom = {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { component: own },
    components,
    dependencies,
  };
  return `${JSON.stringify(bom, null, 1)}\n`;
}
