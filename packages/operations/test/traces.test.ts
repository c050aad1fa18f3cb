import { describe, expect, it } from 'vitest';
import { operations } from '../src/index.ts';
import { type Asked, missingFrom, traces } from '../src/traces.ts';

const trace = traces['transcribe'] ?? [];
const post: Asked = {
  route: 'POST /v2/transcript',
  path: '/v2/transcript',
  json: { audio_url: 'https://a.b/c', speaker_labels: true, language_code: 'en' },
};
const look: Asked = { route: 'GET /v2/transcript/{transcript_id}', path: '/v2/transcript/1', json: undefined };
const upload: Asked = { route: 'POST /v2/upload', path: '/v2/upload', json: undefined };

describe('what a host’s test compares with', () => {
  it('there is a trace of every operation, and none of another', () => {
    expect(Object.keys(traces)).toEqual(operations.map(({ id }) => id));
    for (const one of Object.values(traces)) expect(one.length).toBeGreaterThan(0);
  });

  it('a journal that holds it misses nothing, whatever came before, between and after', () => {
    expect(missingFrom([upload, post, look, look, look], trace)).toEqual([]);
  });

  it.each([
    ['nothing', [], 2],
    ['no look', [post], 1],
    ['the wrong order', [look, post], 1],
    ['another value', [{ ...post, json: { speaker_labels: false } }, look], 1],
    ['a query of its own', [{ ...post, path: '/v2/transcript?x=1' }, look], 1],
  ])('%s is missed', (_, journal, count) => {
    expect(missingFrom(journal, trace)).toHaveLength(count);
  });

  it('no request goes to what is no more', () => {
    expect(JSON.stringify(traces)).not.toMatch(/lemur/i);
  });
});
