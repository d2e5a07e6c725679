export const kindNames: readonly string[];
export const curvedNames: readonly string[];
