import { describe, expect, it } from 'vitest';
import { type Script, startEmulator } from '../src/index.ts';
import { start } from './world.ts';

const create = 'POST /v2/transcript';
const look = 'GET /v2/transcript/{transcript_id}';
const place = 'script["POST /v2/transcript"]';
const stream = 'GET /v3/ws';
const session = 'script["GET /v3/ws"][0].stream';

// What somebody writes who has no types, or JSON.
function launch(script: unknown): Promise<unknown> {
  return startEmulator({ engine: 'fixtures', script: script as Script });
}

describe('the emulator does not start with a script that is wrong, and says where:', () => {
  it.each<[script: unknown, message: string]>([
    [[], 'script must be an object of lists of answers by route, or a function, not []'],
    [null, 'script must be an object of lists of answers by route, or a function, not null'],
    [{ [create]: { status: 500 } }, `${place} must be a list of answers, not {"status":500}`],
    [{ [create]: undefined }, `${place} must be a list of answers, not undefined`],
    [{ [create]: [500] }, `${place}[0] must be an object, not 500`],
    [{ [create]: [{}, null] }, `${place}[1] must be an object, not null`],
    [{ [create]: [{ constructor: 1 }] }, `${place}[0].constructor is unknown; an answer may have times, delayMs, `],
    [{ [create]: [{ stauts: 500 }] }, `${place}[0].stauts is unknown; an answer may have times, delayMs, status, `],
    [{ [create]: [{ status: '500' }] }, `${place}[0].status must be a whole number from 200 to 599, not "500"`],
    [{ [create]: [{ status: 199 }] }, `${place}[0].status must be a whole number from 200 to 599, not 199`],
    [{ [create]: [{ status: 200.5 }] }, `${place}[0].status must be a whole number from 200 to 599, not 200.5`],
    [{ [create]: [{ status: 600n }] }, `${place}[0].status must be a whole number from 200 to 599, not 600`],
    [{ [create]: [{ headers: { a: 1 } }] }, `${place}[0].headers must be an object of texts, by header, not {"a":1}`],
    [{ [create]: [{ headers: { 'a b': '' } }] }, `${place}[0].headers must be an object of texts, by header, not `],
    [{ [create]: [{ headers: { a: '\n' } }] }, `${place}[0].headers must be an object of texts, by header, not `],
    [{ [create]: [{ throttle: 0 }] }, `${place}[0].throttle must be a number of bytes a second, above 0, not 0`],
    [{ [create]: [{ delayMs: -1 }] }, `${place}[0].delayMs must be a number of milliseconds, at least 0, not -1`],
    [{ [create]: [{ dripMs: NaN }] }, `${place}[0].dripMs must be a number of milliseconds, at least 0, not NaN`],
    [{ [create]: [{ truncate: 1.5 }] }, `${place}[0].truncate must be a whole number of bytes, at least 0, not 1.5`],
    [{ [create]: [{ hang: 'yes' }] }, `${place}[0].hang must be true or false, not "yes"`],
    [
      { [create]: [{ reset: 'now' }] },
      `${place}[0].reset must be one of true, false, "before-body", "after-body", not `,
    ],
    [{ [create]: [{ stream: {} }] }, `${place}[0].stream is for GET /v3/ws alone: no other route streams`],
    [{ [stream]: [{ stream: 1 }] }, `${session} must be an object, not 1`],
    [{ [stream]: [{ stream: { dorp: true } }] }, `${session}.dorp is unknown; a stream may have atByte, drop, close, `],
    [
      { [stream]: [{ stream: { atByte: -1 } }] },
      `${session}.atByte must be a whole number of bytes, at least 0, not -1`,
    ],
    [{ [stream]: [{ stream: { drop: 1 } }] }, `${session}.drop must be true or false, not 1`],
    [{ [stream]: [{ stream: { close: 1006 } }] }, `${session}.close must be a close code a server may send, not 1006`],
    [{ [stream]: [{ stream: { frames: {} } }] }, `${session}.frames must be a list of messages, not {}`],
    [
      { [stream]: [{ stream: { fail: { error: 'a' } } }] },
      `${session}.fail must be an object with an \`error_code\`, a close code, and an \`error\`, a text, not {"error":"a"}`,
    ],
    [{ [create]: [{ afterwards: 1 }] }, `${place}[0].afterwards must be one of "reset", "hang", "answer", not 1`],
    [{ [create]: [{ job: {} }] }, `${place}[0].job must be an object with an \`error\`, a text, not {}`],
    [
      { [create]: [{ times: 'often' }] },
      `${place}[0].times must be a whole number, at least 0, or 'always', not "often"`,
    ],
    [{ [look]: [{ job: { error: 'a' } }] }, `script["${look}"][0].job is for POST /v2/transcript alone`],
  ])('%o', async (script, message) => {
    await expect(launch(script)).rejects.toThrow(message);
    await expect(launch(script)).rejects.toThrow(TypeError);
  });

  it.each(['POST v2/transcript', 'post /v2/transcript', 'POST /v2/transcripts', 'GET /v2/transcript/abc', ''])(
    'a route that is none, with those there are: %j',
    async (route) => {
      const routes = 'POST /v2/upload, POST /v2/transcript, GET /v2/transcript, ';
      await expect(launch({ [route]: [] })).rejects.toThrow(
        `script[${JSON.stringify(route)}] is no route of this emulator, which has: ${routes}`,
      );
    },
  );

  it('a route that only an older edition has, unless that is asked for', async () => {
    const script = { 'POST /lemur/v3/generate/task': [{ status: 500 }] };
    await expect(launch(script)).rejects.toThrow('is no route of this emulator');
    const { client } = await start({ engine: 'fixtures', script, compat: 'e25' });
    expect((await client.post('/lemur/v3/generate/task', {})).status).toBe(500);
  });
});

it('what is left undefined in an answer is not there', async () => {
  const answer = { status: 503, times: undefined, headers: undefined } as unknown as { status: number };
  const { client } = await start({ engine: 'fixtures', script: { [create]: [answer] } });
  expect((await client.post('/v2/transcript', {})).status).toBe(503);
});

it.each([
  [() => ({ stauts: 1 }), "script's answer to POST /v2/transcript.stauts is unknown; an answer may have "],
  [() => null, "script's answer to POST /v2/transcript must be an object, not null"],
  [
    () => {
      throw new Error('a mistake of the test');
    },
    'a mistake of the test',
  ],
])('a function that answers what is none is told so: %s', async (script, message) => {
  const { client } = await start({ engine: 'fixtures', script: script as unknown as Script });
  const response = await client.post('/v2/transcript', { audio_url: 'a' });
  const { error } = (await response.json()) as { error: string };
  expect([response.status, error.slice(0, message.length)]).toEqual([500, message]);
});
