import { createJumpingClock } from '@earmark/conformance';
import { describe, expect, it } from 'vitest';
import { type Platform, createPortableClient } from '../src/portable.ts';
import { bundle, importsOf } from './bundle.ts';
import { answerOf, errorOf } from './world.ts';

// What n8n's scanner refuses in a bundled node, and what an edge runtime may not have.
const platform =
  /\b(?:process|global|globalThis|(?:set|clear)(?:Timeout|Interval|Immediate)|require|Buffer|__dirname|__filename|eval|fetch|console)\b|\bnode:|\bnew Function\b/;

// A receiver's `fetch` is a method of its own, as a worker's is, and calls nothing.
const isMethod = (line: string): boolean => /^ *async fetch\(request\d*\) \{$/.test(line);

describe('the portable heart, bundled for no platform at all', () => {
  it('reaches no platform', async () => {
    const lines = (await bundle('portable.ts', ['zod/mini'])).split('\n');
    expect(lines.filter((line) => platform.test(line) && !isMethod(line))).toEqual([]);
    expect(lines.length).toBeGreaterThan(300);
  });

  it('imports nothing but zod/mini', async () => {
    expect(importsOf(await bundle('portable.ts', ['zod/mini']))).toEqual(['zod/mini']);
  });

  it('gets from zod/mini two globals and no other: its configuration and its registry, which two copies of zod share', async () => {
    const found = (await bundle('portable.ts')).split('\n').filter((line) => platform.test(line));
    expect(found.filter((line) => !line.includes('globalThis') && !isMethod(line))).toEqual([]);
    const uses = found.flatMap((line) => line.match(/globalThis.*/g) ?? []);
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((use) => !/__zod_global(?:Config|Registry)/.test(use))).toEqual([]);
  });
});

describe('a portable client', () => {
  const answers = { id: 'job-1', status: 'completed', audio_url: 'https://a' };
  const lent: Platform = {
    request: async () => answerOf(answers),
    clock: createJumpingClock(),
  };

  it('works with what it is lent', async () => {
    const client = createPortableClient(lent, { apiKey: 'any-key' });
    expect(await client.transcripts.transcribe('https://a')).toMatchObject(answers);
  });

  it('does not read the environment', () => {
    expect(() => createPortableClient(lent)).toThrow('An API key is needed');
  });

  it.each(['/tmp/a.mp3', 'file:///tmp/a.mp3'])('refuses %s, which only Node can read', async (path) => {
    const client = createPortableClient(lent, { apiKey: 'any-key' });
    const error = await errorOf(client.transcripts.transcribe(path));
    expect(error).toMatchObject({ code: 'unsupported' });
    expect(error.message).toContain('Local paths need Node');
  });
});
