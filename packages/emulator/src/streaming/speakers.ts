/** Who says most of it, by time; undefined where nobody knows. */
export function mainSpeaker(
  words: readonly { readonly start: number; readonly end: number; readonly speaker: string | null }[],
): string | undefined {
  const times = new Map<string, number>();
  for (const { speaker, start, end } of words) {
    if (speaker !== null) times.set(speaker, (times.get(speaker) ?? 0) + end - start);
  }
  return [...times].toSorted(([, one], [, other]) => other - one)[0]?.[0];
}
