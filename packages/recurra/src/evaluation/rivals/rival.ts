export interface RivalSeason {
  readonly rows: number;
  readonly name: string;
  readonly found: boolean;
}
export interface RivalHistory {
  readonly values: Float64Array;
  readonly fitted: number;
  readonly seasons: readonly RivalSeason[];
  readonly horizon: number;
}
export interface Rival {
  readonly name: string;
  readonly kind: "naive" | "simple";
  readonly words: string;
  readonly season?: RivalSeason;
  fit(history: RivalHistory): FittedRival | undefined;
}
export interface FittedRival {
  forecast(values: Float64Array, origins: Uint32Array): Float64Array;
}
