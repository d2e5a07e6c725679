/** A network's name at the beginning of a sentence: "An LSTM of 30 units", "A GRU of 30 units". Letters are spoken by their names. */
export function withArticle(name: string): string {
  return `${/^(?:[AEFHILMNORSX]|s)[A-Z]/.test(name) ? "An" : "A"} ${name}`;
}
