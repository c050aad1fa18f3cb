// Words stand in for tokens: nobody is billed by them here.

export function countWords(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

/** A text up to its last allowed word. */
export function firstWords(text: string, most: number): string {
  const words = [...text.matchAll(/\S+/g)];
  const last = words[most - 1];
  return last === undefined ? text : text.slice(0, last.index + last[0].length);
}
