import { afterEach, expect, it, vi } from 'vitest';
import { InterimTranscriptionFrame, TranscriptionFrame } from '../src/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('what was said says when, to the millisecond', () => {
  for (const when of ['2026-11-22T10:00:00.007Z', '2026-11-22T10:00:00.999Z', '2026-11-22T10:00:01.040Z']) {
    vi.setSystemTime(when);
    expect(new InterimTranscriptionFrame({ text: 'any' }).timestamp).toBe(when);
    expect(new TranscriptionFrame({ text: 'any' }).timestamp).toBe(when);
  }
  expect(new TranscriptionFrame({ text: 'any', timestamp: 'then' }).timestamp).toBe('then');
});
