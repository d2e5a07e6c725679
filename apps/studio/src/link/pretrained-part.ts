// Whether the network that comes with Recurra may have a part in a forecast: as on the command line, unless a network is described.

const DESCRIBES = ["cell", "hiddenSize", "numLayers"] as const;

export function asksPretrained(settings: Readonly<Record<string, string>>): boolean {
  const { model } = settings;
  if (model !== undefined) return model === "pretrained";
  return DESCRIBES.every((name) => settings[name] === undefined || (name === "numLayers" && settings[name] === "1"));
}
