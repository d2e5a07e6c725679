/** A text as a string of a style sheet, in which nothing but letters, digits and a few harmless signs stands as it is. */
export function cssString(text: string): string {
  return `"${text.replace(/[^A-Za-z0-9 .,%()+-]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `)}"`;
}
