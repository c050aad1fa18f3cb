import { describe, expect, it } from 'vitest';
import { audioFormat } from '../../src/streaming/audio-format.ts';
import { Outbox } from '../../src/streaming/outbox.ts';
import { Timeline } from '../../src/streaming/timeline.ts';
import { toQuery } from '../../src/streaming/params.ts';

const format = audioFormat('pcm_s16le', 16_000);
const usual = { format, bufferMs: 1_000, highWaterMs: 100, messageMs: 50, overflow: 'drop-oldest' } as const;

function takeAll(outbox: Outbox): number[] {
  const all: number[] = [];
  for (let piece = outbox.take(); piece !== undefined; piece = outbox.take()) {
    all.push(...piece);
    outbox.release();
  }
  return all;
}

describe('audio on its way out', () => {
  it('comes out as it went in, whatever the chunks, in whole messages, the tail padded', async () => {
    const outbox = new Outbox({ ...usual, onDrop: () => undefined });
    const source = Uint8Array.from({ length: 70_001 }, (_, index) => (index * 7) % 251);
    const sent: number[] = [];
    let at = 0;
    for (let size = 1; at < source.length; size = (size * 3 + 1) % 4_999) {
      const written = outbox.write(source.subarray(at, at + size));
      at += size;
      sent.push(...takeAll(outbox));
      await written;
    }
    outbox.finish();
    sent.push(...takeAll(outbox));
    expect(sent.slice(0, source.length)).toEqual([...source]);
    expect(sent.length - source.length).toBeLessThan(1_600);
    expect(sent.slice(source.length).every((byte) => byte === 0)).toBe(true);
    expect(outbox.isDrained).toBe(true);
  });

  it('waits for room, and goes again from where it is asked to', async () => {
    const outbox = new Outbox({ ...usual, onDrop: () => undefined });
    let isThrough = false;
    const written = outbox.write(new Uint8Array(32_000)).then(() => (isThrough = true));
    await Promise.resolve();
    expect(isThrough).toBe(false);
    takeAll(outbox);
    await written;
    outbox.rewind(16_000);
    expect(outbox.unsentBytes).toBe(16_000);
  });

  it('of a source that does not wait, loses the oldest, and says which', () => {
    const dropped: number[][] = [];
    const outbox = new Outbox({ ...usual, onDrop: (from, to) => dropped.push([from, to]) });
    for (let second = 0; second < 3; second += 1) {
      for (let part = 0; part < 10; part += 1) outbox.write(new Uint8Array(3_200)).catch(() => undefined);
    }
    expect(dropped.at(0)?.[0]).toBe(0);
    expect(dropped.at(-1)?.[1]).toBe(64_000);
    expect(outbox.bufferedBytes).toBe(32_000);
  });

  it('refuses instead, where it was told to', async () => {
    const outbox = new Outbox({ ...usual, overflow: 'error', onDrop: () => undefined });
    outbox.write(new Uint8Array(32_000)).catch(() => undefined);
    await expect(outbox.write(new Uint8Array(3_200))).rejects.toMatchObject({ code: 'network', retryable: true });
  });

  it('refuses without a loss to the write that waits', async () => {
    const outbox = new Outbox({ ...usual, overflow: 'error', onDrop: () => undefined });
    const source = Uint8Array.from({ length: 48_000 }, (_, index) => index % 251);
    const written = outbox.write(source);
    await expect(outbox.write(new Uint8Array(3_200))).rejects.toThrow('wait to be sent');
    expect(takeAll(outbox)).toEqual([...source]);
    await written;
  });

  it('does not wait before it is a message, however low the mark', async () => {
    const outbox = new Outbox({ ...usual, highWaterMs: 10, onDrop: () => undefined });
    for (let part = 0; part < 5; part += 1) await outbox.write(new Uint8Array(320));
    expect(takeAll(outbox)).toHaveLength(1_600);
  });

  it('that is live is passed on as the messages it makes, while each chunk makes one at most', () => {
    const outbox = new Outbox({ ...usual, onDrop: () => undefined });
    const sent: number[] = [];
    const pass = (from: number, to: number): number | undefined => {
      const message = outbox.pass(Uint8Array.from({ length: to - from }, (_, index) => (from + index) % 251));
      sent.push(...(message ?? []));
      return message?.length;
    };
    expect([pass(0, 320), pass(320, 1_280), pass(1_280, 1_600)]).toEqual([0, 0, 1_600]);
    expect([pass(1_600, 3_200), pass(3_200, 3_840), pass(3_840, 5_440)]).toEqual([1_600, 0, undefined]);
    expect(outbox.unsentBytes).toBe(640);
    expect(pass(3_840, 4_800)).toBe(1_600);
    expect(sent).toEqual(Array.from({ length: 4_800 }, (_, index) => index % 251));
    outbox.finish();
    expect(pass(4_800, 6_400)).toBeUndefined();
  });
});

it('messages are at least 50 ms, in whole samples, at every rate', () => {
  for (const rate of [8_000, 11_025, 22_050, 44_100, 48_000]) {
    const at = audioFormat('pcm_s16le', rate);
    const outbox = new Outbox({ ...usual, format: at, onDrop: () => undefined });
    outbox.write(new Uint8Array(rate)).catch(() => undefined);
    const { length } = outbox.take() ?? new Uint8Array(0);
    expect(length % 2).toBe(0);
    expect(at.toMs(length)).toBeGreaterThanOrEqual(50);
    expect(at.toMs(length)).toBeLessThan(50.2);
    expect(Number.isInteger(at.toMs(at.toBytes(at.floorMs(1_234))))).toBe(true);
  }
});

it('silence in mulaw is not zero', () => {
  expect(audioFormat('pcm_mulaw', 8_000).silence).toBe(0xff);
});

it('a step in the audio is a step in its times', () => {
  const timeline = new Timeline(format, 32_000);
  timeline.skip(48_000, 64_000);
  expect([0, 499, 500, 900].map((ms) => timeline.toConversation(ms))).toEqual([1_000, 1_499, 2_000, 2_400]);
});

it('values that look like nothing are sent', () => {
  const query = toQuery({ format_turns: false, max_turn_silence: 0, prompt: '', keyterms_prompt: [] });
  expect(query.toString()).toBe('format_turns=false&max_turn_silence=0&prompt=&keyterms_prompt=%5B%5D');
});
