interface Spoken {
  /** A label such as `A`, a name where the service knows one, null where nobody knows. */
  readonly speaker: string | null;
  /** Whole milliseconds. */
  readonly start: number;
  readonly end: number;
}

/** Says who spoke, and when: `Speaker B, 0:12–0:15`. */
export function whoAndWhen({ speaker, start, end }: Spoken): string {
  const when = `${clock(start)}–${clock(end)}`;
  if (speaker === null) return when;
  return `${speaker.length <= 2 ? `Speaker ${speaker}` : speaker}, ${when}`;
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [first = 0, ...rest] = parts[0] === 0 ? parts.slice(1) : parts;
  return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}
