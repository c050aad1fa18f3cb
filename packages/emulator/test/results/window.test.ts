import { describe, expect, it } from 'vitest';
import { requireSpeech, speechShare, toWindow, within } from '../../src/results/window.ts';
import { melody, toWav } from '../wav.ts';
import { engineThatHears, start } from '../world.ts';
import { say, textOf } from './say.ts';

describe('a window', () => {
  it('keeps a word whose middle is in it, with its times in the whole recording', () => {
    const words = say('one two three four five');
    const kept = within(words, { start: 700, end: 1_701 });
    expect(textOf(kept)).toBe('two three four');
    expect(kept[0]).toEqual(words[1]);
    expect(textOf(within(words, { start: 701, end: 1_700 }))).toBe('three');
  });

  it('is the whole recording unless the request says otherwise, and never longer', () => {
    expect(toWindow({}, 10_000)).toEqual({ start: 0, end: 10_000 });
    expect(toWindow({ audio_start_from: 2_000, audio_end_at: 99_000 }, 10_000)).toEqual({ start: 2_000, end: 10_000 });
  });
});

describe('speech', () => {
  it('goes on through short pauses, and not through long ones', () => {
    const words = [...say('one two'), ...say('three four', {}, 5_000)];
    expect(speechShare(words, { start: 0, end: 10_000 })).toBeCloseTo(0.18);
  });

  it('counts words that overlap once', () => {
    const words = [...say('one'), ...say('two'), ...say('three', {}, 200)];
    expect(speechShare(words, { start: 0, end: 1_000 })).toBeCloseTo(0.6);
  });

  it('below the threshold fails in the words of the service', () => {
    const window = { start: 0, end: 1_000 };
    expect(() => requireSpeech(say('one'), window, { speech_threshold: 1 })).toThrow(
      'Audio speech threshold 0.4 is below the requested speech threshold value 1.0',
    );
    expect(() => requireSpeech(say('one'), window, { speech_threshold: 0.4 })).not.toThrow();
  });
});

describe('a job', () => {
  const wav = toWav([melody(3, 16_000, 1)], 16_000);
  const engine = engineThatHears(...say('one two three four five'));

  it('with a window has the words of that window alone', async () => {
    const { client } = await start({ engine });
    const transcript = await client.transcribe(wav, { audio_start_from: 1_000, audio_end_at: 1_500 });
    expect(transcript).toMatchObject({ text: 'three', words: [{ start: 1_000, end: 1_400 }], audio_duration: 3 });
  });

  it('with too little speech ends in error, without text', async () => {
    const { client } = await start({ engine });
    const transcript = await client.transcribe(wav, { speech_threshold: 0.9 });
    expect(transcript).toMatchObject({ status: 'error', text: null, words: null });
    expect(transcript.error).toBe('Audio speech threshold 0.8 is below the requested speech threshold value 0.9');
  });
});
