import { describe, expect, it } from 'vitest';
import { withoutFillers } from '../../src/results/fillers.ts';
import { format } from '../../src/results/format.ts';
import { withoutProfanity } from '../../src/results/profanity.ts';
import { respell } from '../../src/results/spelling.ts';
import { melody, toWav } from '../wav.ts';
import { engineThatHears, start } from '../world.ts';
import { say, textOf } from './say.ts';

describe('fillers', () => {
  it.each(['um', 'uh', 'hmm', 'mhm', 'uh-huh', 'ah', 'huh', 'hm', 'm', 'Um,'])('such as %s are left out', (filler) => {
    expect(textOf(withoutFillers(say(`we ${filler} agree`)))).toBe('we agree');
  });

  it('are whole words: others that hold one stay', () => {
    const text = "I'm humming Umbrella hmmm ahead";
    expect(textOf(withoutFillers(say(text)))).toBe(text);
  });

  it('leave a sentence its capital and its full stop', () => {
    expect(textOf(withoutFillers(say('Um, we agree, uh. Hm.')))).toBe('We agree.');
  });

  it('stay with their times where disfluencies are wanted', async () => {
    const { client } = await start({ engine: engineThatHears(...say('we um agree')) });
    const wav = toWav([melody(2, 16_000, 1)], 16_000);
    expect((await client.transcribe(wav, { disfluencies: true })).text).toBe('we um agree');
    const { words } = await client.transcribe(wav);
    expect(words?.map(({ start: from }) => from)).toEqual([0, 1_000]);
  });
});

describe('custom spelling', () => {
  const custom_spelling = [{ from: ['sequel', 'S Q L'], to: 'SQL' }];

  it('writes a word its way, whatever its case, and keeps the punctuation around it', () => {
    expect(textOf(respell(say('Sequel, not "sequel".'), { custom_spelling }))).toBe('SQL, not "SQL".');
  });

  it('makes one word of a phrase, which lasts as long as the phrase', () => {
    const words = respell(say('use s q l. now'), { custom_spelling });
    expect(textOf(words)).toBe('use SQL. now');
    expect(words[1]).toMatchObject({ start: 500, end: 1_900 });
    expect(words).toHaveLength(3);
  });

  it('leaves parts of words alone', () => {
    expect(textOf(respell(say('prequel sequels'), { custom_spelling }))).toBe('prequel sequels');
  });
});

it('profanity is written as asterisks, one for each letter, and other words stay', async () => {
  const masked = await withoutProfanity(say('This shit is fucking classic, assess the Scunthorpe cockpit.'));
  expect(textOf(masked)).toBe('This **** is ******* classic, assess the Scunthorpe cockpit.');
});

describe('a text', () => {
  const words = say("Hello, Dr. Who! It's ten o'clock (U.S.) at [PERSON_NAME], well-known ##### —");

  it('without punctuation keeps what belongs to its words', () => {
    expect(textOf(format(words, { punctuate: false }))).toBe(
      "Hello Dr Who It's ten o'clock U.S at [PERSON_NAME] well-known #####",
    );
  });

  it('without format has no capitals', () => {
    expect(textOf(format(words, { format_text: false }))).toBe(textOf(words).toLowerCase());
  });

  it('is what its words are, whatever is asked for', async () => {
    const { client } = await start({ engine: engineThatHears(...say('Um, Sequel is shit. Right?')) });
    const transcript = await client.transcribe(toWav([melody(4, 16_000, 1)], 16_000), {
      punctuate: false,
      format_text: false,
      filter_profanity: true,
      custom_spelling: [{ from: ['sequel'], to: 'SQL' }],
    });
    expect(transcript.text).toBe('sql is **** right');
    expect(textOf(transcript.words ?? [])).toBe(transcript.text);
    expect(transcript.metadata).toBeUndefined();
  });
});
