import { JobFailure } from '../job-failure.ts';
import type { Json } from '../shapes.ts';

/** A stretch of the recording, in milliseconds from its start. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

// Shorter pauses are part of speaking.
const breathMs = 500;

/**
 * The part of the recording that is asked for, which is the whole unless the request says otherwise.
 *
 * @param whole - How long the recording is, in milliseconds.
 */
export function toWindow(params: Json, whole: number): Span {
  const [from, to] = [params['audio_start_from'], params['audio_end_at']];
  return { start: typeof from === 'number' ? from : 0, end: typeof to === 'number' ? Math.min(to, whole) : whole };
}

/** What lies in the window with its middle; its times stay those of the whole recording. */
export function within<Item extends Span>(items: readonly Item[], { start, end }: Span): Item[] {
  return items.filter((item) => {
    const middle = (item.start + item.end) / 2;
    return middle >= start && middle < end;
  });
}

/** How much of the window is speech, from 0 to 1. */
export function speechShare(words: readonly Span[], window: Span): number {
  let [speechMs, until] = [0, -Infinity];
  for (const word of words) {
    const start = word.start - until < breathMs ? until : Math.max(word.start, window.start);
    const end = Math.min(word.end, window.end);
    speechMs += Math.max(0, end - start);
    until = Math.max(until, end);
  }
  return window.end > window.start ? speechMs / (window.end - window.start) : 0;
}

/** @throws JobFailure when less of the window is speech than the request wants. */
export function requireSpeech(words: readonly Span[], window: Span, params: Json): void {
  const wanted = params['speech_threshold'];
  if (typeof wanted !== 'number') return;
  const share = Math.round(speechShare(words, window) * 10_000) / 10_000;
  if (share >= wanted) return;
  throw new JobFailure(
    `Audio speech threshold ${decimal(share)} is below the requested speech threshold value ${decimal(wanted)}`,
  );
}

// The service writes a whole number as 1.0.
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
