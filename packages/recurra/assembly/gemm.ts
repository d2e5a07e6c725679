import { madd } from "./arithmetic";
export function probe(a: usize, n: i32): void {
  for (let i = 0; i < n; i++) { v128.store(a, madd(v128.load(a), v128.load(a, 16), v128.load(a, 32))); }
}
