import { describe, expect, it } from 'vitest';
import { samples } from '../../src/index.ts';
import { start } from '../world.ts';
import { reasonToSkip } from './specification.ts';
import { problemsOf } from './validator.ts';
import { readFile } from 'node:fs/promises';

const unless = reasonToSkip === undefined ? '' : ` (skipped: ${reasonToSkip})`;
const json = { contentType: 'application/json', status: 200 };

describe.skipIf(reasonToSkip !== undefined)(`answers are held against the published specification${unless}`, () => {
  it('a completed transcript is as published', async () => {
    const { client } = await start();
    const audio = new Uint8Array(await readFile(samples.meeting.audio));
    const { id } = await client.transcribe(audio, { speaker_labels: true });
    const body = await (await client.get(`/v2/transcript/${id}`)).text();
    expect(problemsOf({ ...json, method: 'GET', path: `/v2/transcript/${id}`, body })).toEqual([]);
  });

  it.each([
    ['POST', '/v2/upload', '{}', /must have required property 'upload_url'/],
    ['POST', '/v2/transcript', '{"id":1}', /\/id must be string/],
    ['GET', '/v2/transcript/a', '{"words":{}}', /\/words must be/],
    ['GET', '/v2/transcript/a', '{"invented":1}', /additionalProperty":"invented"/],
    ['GET', '/v2/transcript/a/sentences', '{}', /required property 'sentences'/],
    ['GET', '/v3/token', '{"token":"a"}', /required property 'expires_in_seconds'/],
    ['POST', '/v1/chat/completions', '{"choices":1}', /\/choices must be array/],
  ])('what is not as published is named: %s %s', (method, path, body, problem) => {
    expect(problemsOf({ ...json, method, path, body })?.join('\n')).toMatch(problem);
  });

  it('a refusal is held against its own schema', () => {
    const answered = { method: 'GET', path: '/v2/transcript/a', contentType: 'application/json', status: 400 };
    expect(problemsOf({ ...answered, body: '{"error":"words"}' })).toEqual([]);
    expect(problemsOf({ ...answered, body: '{"message":"words"}' })).not.toEqual([]);
  });

  it('of what the specifications do not know, nothing is said', () => {
    expect(problemsOf({ ...json, method: 'GET', path: '/nowhere', body: '{}' })).toBeUndefined();
  });
});
