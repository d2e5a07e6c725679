// Numbers as people read them, in the same form on every machine.

/** 12000 -> "12,000". */
export function whole(value: number): string {
  return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** (1, "step") -> "1 step", (12000, "step") -> "12,000 steps". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${whole(count)} ${count === 1 ? one : many}`;
}

/** A share of 1 in percent: 0.985 -> "98.5%". */
export function percent(share: number, decimals = 1): string {
  return `${(share * 100).toFixed(decimals)}%`;
}

/** "3", "3 and 4", "3, 4 and 5". */
export function listed(items: readonly (string | number)[]): string {
  const last = items[items.length - 1];
  return items.length < 2 ? `${last}` : `${items.slice(0, -1).join(", ")} and ${last}`;
}
