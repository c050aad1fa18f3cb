const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Encodes text so that nothing in it can be an element, an attribute’s end or a model’s own mark. */
export function encode(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Quotes as they were: they do nothing where there is no attribute. */
export function decodeQuotes(text: string): string {
  return text.replaceAll(/&(quot|#39);/g, (_, name) => (name === 'quot' ? '"' : "'"));
}
