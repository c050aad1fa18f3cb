import { randomUUID } from 'node:crypto';
import type { Answering } from './session.ts';
import { type Wire, toValue } from './wire.ts';

/** Serves recorded messages as they are, one for each message of audio, and the rest when the client terminates. */
export function createRecordedSession(frames: readonly unknown[], wire: Wire, now: () => number): Answering {
  const isThere = (type: string): boolean => frames.some((frame) => typeOf(frame) === type);
  const left = [...frames];

  function sendNext(): void {
    const next = left.shift();
    if (next !== undefined) wire.sendText(typeof next === 'string' ? next : JSON.stringify(next));
  }

  return {
    begin() {
      const expires_at = Math.floor(now() / 1000) + 10_800;
      if (typeOf(left[0]) === 'Begin') sendNext();
      else if (!isThere('Begin')) wire.send({ type: 'Begin', id: randomUUID(), expires_at });
    },
    takeAudio: sendNext,
    takeText(text) {
      if (typeOf(text) !== 'Terminate') return Promise.resolve();
      while (left.length > 0) sendNext();
      if (!isThere('Termination')) {
        wire.send({ type: 'Termination', audio_duration_seconds: 0, session_duration_seconds: 0 });
      }
      wire.close(1000, 'Session Ended');
      return Promise.resolve();
    },
    end: () => undefined,
  };
}

function typeOf(frame: unknown): unknown {
  const value = typeof frame === 'string' ? toValue(frame) : frame;
  return typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
}
