export interface Judged {
  readonly kind: string;
  readonly seed: number;
  readonly windows: number;
  readonly claims: { readonly naive: boolean; readonly simple: boolean };
  readonly wrong: boolean;
  readonly right: boolean;
  readonly truth: object;
  readonly headline: string;
}
export function judge(
  recurra: object,
  kind: string,
  seed: number,
  plan?: { rows: number; test: number; horizon: number; further: number },
  settings?: object,
): Promise<Judged>;
export function oraclePower(recurra: object, draws: number): Promise<{ naive: number; simple: number }>;
