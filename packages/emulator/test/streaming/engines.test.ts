import { describe, expect, it } from 'vitest';
import { hasPocketsphinx } from '../../src/engines/pocketsphinx.ts';
import type { SpeechEngine } from '../../src/index.ts';
import { until } from '../clock.ts';
import { engineThatHears, start } from '../world.ts';
import { meetingPcm, openStream, silence } from './client.ts';

const installed = await hasPocketsphinx();
const english = { speech_model: 'universal-streaming-english' };

describe('an engine that knows no recording', () => {
  it('hears utterance by utterance, at the times of the session', async () => {
    const { emulator } = await start({ engine: engineThatHears({ text: 'Hello.', start: 250, end: 500 }) });
    const client = await openStream(emulator.streamingUrl, english);
    const audio = [silence(2_000), await meetingPcm(400, 900), silence(2_000), await meetingPcm(3_400, 4_000)];
    client.stream(Buffer.concat([...audio, silence(2_000)]));
    await client.terminate();
    expect(client.ended().map(({ transcript }) => transcript)).toEqual(['hello', 'hello']);
    for (const [at, spokenAt] of [2_000, 4_500].entries()) {
      expect(Math.abs((client.ended()[at]?.words?.[0]?.start ?? 0) - spokenAt)).toBeLessThan(250);
    }
  });

  it('is given nothing of silence, and no more than the utterance', async () => {
    const lengths: number[] = [];
    const engine: SpeechEngine = {
      name: 'counter',
      recognise({ channels, sampleRate }) {
        lengths.push(((channels[0]?.length ?? 0) / sampleRate) * 1000);
        return Promise.resolve({ words: [], languageCode: 'en_us' });
      },
    };
    const { emulator } = await start({ engine });
    const client = await openStream(emulator.streamingUrl);
    client.stream(Buffer.concat([silence(30_000), await meetingPcm(400, 900), silence(30_000)]), 32_000);
    await client.terminate();
    expect(lengths).toHaveLength(1);
    expect(lengths[0]).toBeLessThan(2_500);
  });

  it('tells what it makes of speech that goes on', async () => {
    const { emulator } = await start({ engine: engineThatHears({ text: 'Hello', start: 200, end: 500 }) });
    const client = await openStream(emulator.streamingUrl, {});
    client.stream(await meetingPcm(19_300, 22_000));
    await until(() => client.turns().length > 0, 'a partial turn');
    expect(client.turns()[0]).toMatchObject({ transcript: 'Hello', end_of_turn: false });
    await client.terminate();
    expect(client.messages.map(({ type }) => type)).toContain('SpeechStarted');
    expect(client.ended()).toHaveLength(1);
  });

  it('that fails ends the session', async () => {
    const engine: SpeechEngine = { name: 'broken', recognise: () => Promise.reject(new Error('no')) };
    const { emulator } = await start({ engine });
    const client = await openStream(emulator.streamingUrl);
    client.stream(await meetingPcm(0, 4_000));
    expect((await client.closed).code).toBe(3005);
    expect(client.messages.at(-1)).toMatchObject({ error: 'Session Cancelled: An error occurred' });
  });
});

it.skipIf(!installed)('pocketsphinx hears speech that nobody knows', async () => {
  const { emulator } = await start({ engine: 'pocketsphinx' });
  const client = await openStream(emulator.streamingUrl, english);
  client.stream(await meetingPcm(0, 8_600));
  await client.terminate();
  const text = client
    .ended()
    .map(({ transcript }) => transcript)
    .join(' ');
  expect(text).toMatch(/good morning/);
  expect(client.ended().length).toBeGreaterThan(0);
});

it.skipIf(!installed)('and what is known is heard once, and exactly', async () => {
  const { emulator } = await start({ engine: 'auto' });
  const client = await openStream(emulator.streamingUrl, english);
  client.stream(await meetingPcm(0, 8_600));
  await client.terminate();
  const words = client.ended().flatMap((turn) => turn.words ?? []);
  expect(words.map(({ text }) => text).join(' ')).toBe(
    "good morning daniel let's start with the dates good morning julia the beta will launch on tuesday the second of june",
  );
});
