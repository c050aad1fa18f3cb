/** A stretch of speech; times are whole milliseconds, the speaker is null where nobody knows. */
export interface Spoken {
  readonly speaker: string | null;
  readonly start: number;
  readonly end: number;
}

/** `0:12`, `12:05` or `1:02:03`. */
export function timecode(milliseconds: number): string {
  const { hours, minutes, seconds } = clock(milliseconds);
  const tail = String(seconds).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** The same time as it is said aloud: `0 minutes 12 seconds`. */
export function spokenTime(milliseconds: number): string {
  const { hours, minutes, seconds } = clock(milliseconds);
  const parts = [count(minutes, 'minute'), count(seconds, 'second')];
  return (hours > 0 ? [count(hours, 'hour'), ...parts] : parts).join(' ');
}

/** Who spoke, and when: `Speaker B, 0:12–0:15`. */
export function whoAndWhen({ speaker, start, end }: Spoken): string {
  const when = `${timecode(start)}–${timecode(end)}`;
  const who = speakerLabel(speaker);
  return who === null ? when : `${who}, ${when}`;
}

/** Diarization labels speakers `A` or `1`, which say nothing alone; anything longer is taken for a name. */
export function speakerLabel(speaker: string | null): string | null {
  const label = speaker?.trim() ?? '';
  if (label === '') return null;
  return /^(?:[A-Z]|\d{1,3}[A-Z]?)$/.test(label) ? `Speaker ${label}` : label;
}

function clock(milliseconds: number): { hours: number; minutes: number; seconds: number } {
  const whole = Math.max(0, Math.floor(milliseconds / 1000));
  return { hours: Math.floor(whole / 3600), minutes: Math.floor((whole % 3600) / 60), seconds: whole % 60 };
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
