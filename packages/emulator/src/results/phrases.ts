/** A word's text in three parts: what it is made of, and the punctuation around it. */
export interface Parts {
  readonly before: string;
  readonly core: string;
  readonly after: string;
}

export function toParts(text: string): Parts {
  const [, before = '', core = '', after = ''] =
    /^([^\p{L}\p{N}#*[$€£¥]*)(.*?)([^\p{L}\p{N}#*\]%]*)$/su.exec(text) ?? [];
  return { before, core, after };
}

/** How texts are compared: without case and the punctuation around them. */
export function toKey(text: string): string {
  return toParts(text).core.toLowerCase().replaceAll('’', "'");
}

/** The keys of a phrase's words. */
export function toKeys(phrase: string): string[] {
  return phrase
    .split(/\s+/)
    .map(toKey)
    .filter((key) => key !== '');
}

/** Where a phrase is said: indexes of its first words, none overlapping. */
export function findPhrase(words: readonly { readonly text: string }[], phrase: string): number[] {
  const keys = toKeys(phrase);
  if (keys.length === 0) return [];
  const said = words.map(({ text }) => toKey(text));
  const found: number[] = [];
  for (let at = 0; at + keys.length <= said.length; at += 1) {
    if (!keys.every((key, offset) => said[at + offset] === key)) continue;
    found.push(at);
    at += keys.length - 1;
  }
  return found;
}
