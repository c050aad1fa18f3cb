import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { samples } from '../../src/index.ts';
import { connect } from '../client.ts';
import { start } from '../world.ts';
import { meetingPcm, openStream } from './client.ts';

const english = { sample_rate: 16_000, speech_model: 'universal-streaming-english' };

it('a recording streamed from its start gives its words at their times', async () => {
  const { emulator } = await start();
  const client = await openStream(emulator.streamingUrl, { sample_rate: 16_000 });
  client.stream(await meetingPcm());
  expect(await client.terminate()).toEqual({ code: 1000, reason: 'Session Ended' });
  const words = client.ended().flatMap((turn) => turn.words ?? []);
  expect(words.map(({ text, start: from, end }) => ({ text, start: from, end }))).toEqual(
    samples.meeting.words.map(({ text, start: from, end }) => ({ text, start: from, end })),
  );
  expect(client.messages.at(-1)).toMatchObject({ type: 'Termination', audio_duration_seconds: 58 });
  expect(client.messages[0]).toMatchObject({
    type: 'Begin',
    configuration: { model: 'universal-3-6-pro', mode: 'balanced' },
  });
});

it('words of universal-streaming-english become final one after the other', async () => {
  const { emulator } = await start();
  const client = await openStream(emulator.streamingUrl, english);
  client.stream(await meetingPcm(0, 4_000));
  await client.terminate();
  const [first] = client.turns();
  expect(first).toMatchObject({
    turn_order: 0,
    end_of_turn: false,
    transcript: '',
    words: [{ text: 'good', word_is_final: false }],
  });
  expect(client.turns()[1]).toMatchObject({
    transcript: 'good',
    words: [{ word_is_final: true }, { text: 'morning', word_is_final: false }],
  });
  expect(client.ended().map(({ transcript }) => transcript)).toEqual([
    "good morning daniel let's start with the dates",
    'good morning',
  ]);
});

it('a session is served over TLS', async () => {
  const { emulator } = await start({ engine: 'fixtures', tls: true });
  const ca = await readFile(emulator.tls?.caFile ?? '', 'utf8');
  const client = await openStream(emulator.tls?.streamingUrl ?? '', {}, { ca });
  expect(await client.terminate()).toEqual({ code: 1000, reason: 'Session Ended' });
});

it('a key is wanted, or a token, and a token is good once', async () => {
  const { emulator } = await start({ engine: 'fixtures', keys: ['right'] });
  const url = emulator.streamingUrl;
  const refused = async (key: string, token?: string) => {
    const client = await openStream(url, token === undefined ? {} : { token }, { key, until: 'nothing' });
    return [await client.closed, client.messages];
  };
  const closed = { code: 1008, reason: 'See Error message for details' };
  const error = (text: string) => [
    closed,
    [{ type: 'Error', error_code: 1008, error: `Unauthorized Connection: ${text}` }],
  ];
  expect(await refused('')).toEqual(error('Missing Authorization header'));
  expect(await refused('wrong')).toEqual(error('Invalid API key'));
  const answer = await connect(emulator.url, 'right').get('/v3/token?expires_in_seconds=60');
  const { token } = (await answer.json()) as { token: string };
  const client = await openStream(url, { token }, { key: '' });
  expect(await client.terminate()).toMatchObject({ code: 1000 });
  expect(await refused('', token)).toEqual(error('Token has been used before'));
});
