import { GlobalForecaster } from "./global-forecaster.ts";
export function writeGlobalForecaster(f: GlobalForecaster): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ s: f.settings, ids: f.ids, short: f.short, seasons: f.seasons }));
}
export function readGlobalForecaster(bytes: Uint8Array, _file = "model file"): GlobalForecaster {
  const { s, ids, short, seasons } = JSON.parse(new TextDecoder().decode(bytes));
  const f = new GlobalForecaster(s);
  f.setIds(ids);
  f.short = short;
  f.seasons = seasons;
  return f;
}
