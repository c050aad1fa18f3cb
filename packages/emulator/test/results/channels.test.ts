import { describe, expect, it } from 'vitest';
import type { SpeechEngine } from '../../src/index.ts';
import { distinctChannels } from '../../src/results/channels.ts';
import { melody, toWav } from '../wav.ts';
import { start } from '../world.ts';
import { say, textOf } from './say.ts';

const [left, right] = [melody(3, 16_000, 1), melody(3, 16_000, 60)];
const silence = new Float32Array(left.length);

/** Hears one thing in the left channel and another in the right, and is asked about one at a time. */
function engineThatTellsChannels(speaker: string | null = null): SpeechEngine {
  return {
    name: 'two ears',
    recognise({ channels }) {
      expect(channels).toHaveLength(1);
      const isLeft = Math.abs((channels[0]?.[100] ?? 0) - (left[100] ?? 0)) < 1e-3;
      const words = isLeft ? say('Hello there.', { speaker }) : say('Oh hi.', { speaker }, 700);
      return Promise.resolve({ words, languageCode: 'en_us' });
    },
  };
}

describe('a recording of two channels', () => {
  it('is heard channel by channel, and its words come in the order they were said', async () => {
    const { client } = await start({ engine: engineThatTellsChannels() });
    const transcript = await client.transcribe(toWav([left, right], 16_000), { multichannel: true });
    expect(transcript).toMatchObject({ status: 'completed', audio_channels: 2, text: 'Hello there. Oh hi.' });
    expect(transcript.words?.map(({ speaker }) => speaker)).toEqual(['1', '1', '2', '2']);
    expect(transcript.words).toMatchObject([{ channel: '1' }, { channel: '1' }, { channel: '2' }, { channel: '2' }]);
    expect(transcript.utterances).toMatchObject([
      { text: 'Hello there.', speaker: '1', channel: '1', start: 0 },
      { text: 'Oh hi.', speaker: '2', channel: '2', start: 700 },
    ]);
    expect(transcript.metadata).toBeUndefined();
  });

  it('names the voice behind the channel where speakers are wanted and known', async () => {
    const { client } = await start({ engine: engineThatTellsChannels('A') });
    const wanted = { multichannel: true, speaker_labels: true };
    const transcript = await client.transcribe(toWav([left, right], 16_000), wanted);
    expect(transcript.words?.map(({ speaker }) => speaker)).toEqual(['1A', '1A', '2A', '2A']);
  });

  it('names the channel alone where speakers are not wanted', async () => {
    const { client } = await start({ engine: engineThatTellsChannels('A') });
    const transcript = await client.transcribe(toWav([left, right], 16_000), { multichannel: true });
    expect(transcript.words?.map(({ speaker }) => speaker)).toEqual(['1', '1', '2', '2']);
  });

  it('makes no voice up where the engine knows none, and says so', async () => {
    const { client } = await start({ engine: engineThatTellsChannels() });
    const wanted = { multichannel: true, speaker_labels: true };
    const transcript = await client.transcribe(toWav([left, right], 16_000), wanted);
    expect(transcript.words?.[0]?.speaker).toBe('1');
    expect(transcript.metadata?.warnings[0]?.message).toMatch(/^speaker_labels is unavailable within a channel/);
  });

  it('has no words where one is silent', async () => {
    const { client } = await start({ engine: engineThatTellsChannels() });
    const transcript = await client.transcribe(toWav([silence, left], 16_000), { multichannel: true });
    expect(transcript).toMatchObject({ audio_channels: 2, text: 'Hello there.', words: [{ channel: '2' }, {}] });
  });
});

describe('channels', () => {
  it('that carry the same are one', async () => {
    expect(distinctChannels({ sampleRate: 16_000, channels: [left, left.slice(), right] })).toHaveLength(2);
    const { client } = await start({ engine: engineThatTellsChannels() });
    const transcript = await client.transcribe(toWav([left, left], 16_000), { multichannel: true });
    expect(transcript).toMatchObject({ audio_channels: 1, text: 'Hello there.' });
  });

  it('are not named unless they were asked for', async () => {
    const { client } = await start({
      engine: {
        name: 'stereo',
        recognise: () => Promise.resolve({ words: say('Hi.', { channel: '1' }), languageCode: 'en_us' }),
      },
    });
    const transcript = await client.transcribe(toWav([left, right], 16_000));
    expect(textOf(transcript.words ?? [])).toBe('Hi.');
    expect(transcript.words?.[0]).not.toHaveProperty('channel');
    expect(transcript['audio_channels']).toBeNull();
  });

  it('may be told apart by the fixture of the whole', async () => {
    const words = [...say('Hi.', { channel: '1' }), ...say('Ho.', { channel: '2' }, 600)];
    const engine: SpeechEngine = {
      name: 'stereo',
      recognise: ({ channels }) => Promise.resolve(channels.length > 1 ? { words, languageCode: 'en_us' } : undefined),
    };
    const { client } = await start({ engine });
    const transcript = await client.transcribe(toWav([left, right], 16_000), { multichannel: true });
    expect(transcript.utterances).toMatchObject([
      { text: 'Hi.', speaker: '1' },
      { text: 'Ho.', speaker: '2' },
    ]);
  });
});
