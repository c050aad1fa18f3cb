/** Reads `0:12` or `1:02:03` as seconds. */
export function toSeconds(clock: string): number {
  return clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
