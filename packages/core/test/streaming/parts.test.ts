import { createManualClock } from '@earmark/conformance';
import { describe, expect, it } from 'vitest';
import { AudioRing } from '../../src/streaming/audio-ring.ts';
import { closingError, mayReconnect } from '../../src/streaming/closings.ts';
import { Pacer } from '../../src/streaming/pacing.ts';
import { checkedParams, checkedUpdate } from '../../src/streaming/params.ts';
import { ReconnectBudget } from '../../src/streaming/reconnect.ts';

describe('a connection that ended', () => {
  it.each([
    [1000, '', true, 'network', true],
    [1006, '', true, 'network', true],
    [1011, '', true, 'network', true],
    [1003, '', false, 'protocol', false],
    [1009, '', false, 'invalid', false],
    [3005, '', true, 'service', true],
    [3008, '', true, 'gone', true],
    [1008, '', false, 'auth', false],
    [1008, 'Too many concurrent sessions', false, 'too_many_sessions', true],
    [3009, '', false, 'too_many_sessions', true],
    [3006, 'Session terminated due to inactivity', false, 'timeout', false],
    [4000, 'the model is deprecated', false, 'unsupported', false],
    [4242, '', false, 'service', false],
  ] as const)('%i %s', (code, text, again, name, retryable) => {
    expect(mayReconnect({ code, text })).toBe(again);
    expect(closingError({ code, text }, (words) => words)).toMatchObject({ code: name, retryable });
  });

  it('is told in words without secrets, and not endlessly', () => {
    const text = `Invalid key s3cret ${'.'.repeat(1_000)}`;
    const { message } = closingError({ code: 1008, text }, (words) => words.replace('s3cret', '[key]'));
    expect(message).toContain('[key]');
    expect(message).not.toContain('s3cret');
    expect(message.length).toBeLessThan(700);
  });
});

describe('a reconnect budget', () => {
  it('doubles its pauses, jittered, up to five seconds, and is spent after its attempts', () => {
    const budget = new ReconnectBudget({ attempts: 8, withinMs: 60_000 }, createManualClock(), () => 0.5);
    const pauses = Array.from({ length: 9 }, () => budget.next());
    expect(pauses).toEqual([50, 100, 200, 400, 800, 1_600, 2_500, 2_500, undefined]);
    budget.reset();
    expect(budget.next()).toBe(50);
  });

  it('is spent after its time, which a pause would outlast', () => {
    const clock = createManualClock();
    const budget = new ReconnectBudget({ withinMs: 1_000 }, clock, () => 1);
    expect(budget.next()).toBe(100);
    clock.advance(801);
    expect(budget.next()).toBeUndefined();
  });

  it('of no attempts gives up at once', () => {
    expect(new ReconnectBudget({ attempts: 0 }, createManualClock(), () => 0).next()).toBeUndefined();
  });
});

describe('a pacer', () => {
  it('lets a little ahead, then holds to its factor of real time', () => {
    const clock = createManualClock();
    const pacer = new Pacer(clock);
    pacer.factor = 2;
    pacer.note(200);
    expect(pacer.waitMs()).toBe(0);
    pacer.note(200);
    expect(pacer.waitMs()).toBe(200);
    clock.advance(150);
    expect(pacer.waitMs()).toBe(0);
  });

  it('makes up for no silence, and holds nothing without a factor', () => {
    const clock = createManualClock();
    const pacer = new Pacer(clock);
    pacer.note(10_000);
    expect(pacer.waitMs()).toBe(0);
    pacer.factor = 1;
    clock.advance(60_000);
    pacer.note(300);
    expect(pacer.waitMs()).toBe(300);
  });
});

describe('a ring of audio', () => {
  it('keeps the last bytes by their position, across its seam and while it grows', () => {
    const ring = new AudioRing(100_000);
    const bytes = Uint8Array.from({ length: 260_001 }, (_, index) => (index * 31) % 253);
    for (let at = 0; at < bytes.length; at += 7_001) ring.append(bytes.subarray(at, at + 7_001));
    expect([ring.start, ring.end, ring.heldBytes]).toEqual([160_001, 260_001, 100_000]);
    for (const from of [160_001, 199_990, 259_000]) {
      expect([...ring.read(from, 1_001, new Uint8Array(1_001))]).toEqual([...bytes.subarray(from, from + 1_001)]);
    }
    ring.forget(200_000);
    ring.forget(170_000);
    expect(ring.start).toBe(200_000);
    ring.forget(999_999);
    expect(ring.heldBytes).toBe(0);
  });

  it('is filled where another let go, and shares nothing with it', () => {
    const rings = [1, 2, 3].map((value) => ({
      ring: new AudioRing(200_000),
      bytes: new Uint8Array(70_000).fill(value),
    }));
    for (const round of [0, 1]) {
      for (const { ring, bytes } of rings) ring.append(bytes);
      for (const { ring, bytes } of rings) {
        expect(ring.read(round * 70_000, 70_000, new Uint8Array(70_000))).toEqual(bytes);
      }
      for (const { ring } of rings) ring.forget(ring.end);
    }
  });

  it('of a piece larger than itself, keeps the end', () => {
    const ring = new AudioRing(10);
    ring.append(Uint8Array.from({ length: 25 }, (_, index) => index));
    expect([...ring.read(ring.start, 10, new Uint8Array(10))]).toEqual([15, 16, 17, 18, 19, 20, 21, 22, 23, 24]);
  });
});

describe('parameters', () => {
  it.each([
    [{ speech_model: 'universal-streaming-english', prompt: 'x', mode: 'balanced' }, ['prompt', 'mode']],
    [{ speech_model: 'universal-streaming-english', format_turns: true }, []],
    [{ end_of_turn_confidence_threshold: 0 }, ['end_of_turn_confidence_threshold']],
    [{ format_turns: false }, ['format_turns']],
    [{ format_turns: true, prompt: 'x' }, []],
    [{ speech_modle: 'x' }, ['speech_modle']],
  ])('%j', (params, ignored) => {
    expect(checkedParams(params)).toMatchObject({ params, ignored });
  });

  it('keep their old names, and say which have gone or are fixed', () => {
    expect(checkedUpdate({ min_end_of_turn_silence_when_confident: 160 })).toEqual({ min_turn_silence: 160 });
    expect(() => checkedParams({ word_boost: [] })).toThrow('keyterms_prompt');
    expect(() => checkedUpdate({ sample_rate: 8_000 })).toThrow('`sample_rate` is fixed');
  });
});
