/** Writes a time for people: `m:ss`, and `h:mm:ss` from the first hour on. */
export function toTimecode(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes)}:${two(seconds)}`;
}

function two(value: number): string {
  return String(value % 60).padStart(2, '0');
}
