export function toSentences(text: string): string[] {
  const segments = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)];
  const sentences: string[] = [];
  for (const { segment } of segments) {
    const before = sentences.at(-1);
    // A link has marks inside that end no sentence.
    if (before !== undefined && /\S$/.test(before)) sentences.splice(-1, 1, before + segment);
    else sentences.push(segment);
  }
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

/** The lines that have something in them. */
export function toLines(content: string): string[] {
  return content
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
