import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { samples } from '../../src/index.ts';
import { redact } from '../../src/results/redact.ts';
import { start } from '../world.ts';
import { say, textOf } from './say.ts';

async function tagged(text: string, ...redact_pii_policies: string[]): Promise<string> {
  const params = { redact_pii_sub: 'entity_name', redact_pii_policies };
  return textOf((await redact(say(text), params, 'en_us')).words);
}

describe('personal data is found by its policy, and nothing else is touched:', () => {
  it.each([
    ['person_name', 'Ask Maria Garcia, or John.', 'Ask [PERSON_NAME] [PERSON_NAME], or [PERSON_NAME].'],
    ['person_name', 'His brother John Smith left.', 'His brother [PERSON_NAME] [PERSON_NAME] left.'],
    ['person_name', "At ten o'clock we met.", "At ten o'clock we met."],
    ['person_name', 'we met sarah in london', 'we met [PERSON_NAME] in london'],
    ['location', 'She lives in Paris, France.', 'She lives in [LOCATION], [LOCATION].'],
    ['location_city', 'She lives in Paris, France.', 'She lives in [LOCATION_CITY], France.'],
    ['location_country', 'She lives in Paris, France.', 'She lives in Paris, [LOCATION_COUNTRY].'],
    ['organization', 'He works at Microsoft.', 'He works at [ORGANIZATION].'],
    ['nationality', 'She is French, I think.', 'She is [NATIONALITY], I think.'],
    ['date', 'See you on Friday, in two days.', 'See you on [DATE], in two days.'],
    ['duration', 'See you on Friday, in two days.', 'See you on Friday, in [DURATION] [DURATION].'],
    ['time', "It is ten o'clock or 3:30 pm.", 'It is [TIME] [TIME] or [TIME] [TIME].'],
    [
      'money_amount',
      'It costs $4,200.50, not two dollars.',
      'It costs [MONEY_AMOUNT], not [MONEY_AMOUNT] [MONEY_AMOUNT].',
    ],
    ['person_age', 'I am 34 years old.', 'I am [PERSON_AGE] [PERSON_AGE] [PERSON_AGE].'],
    ['email_address', 'Write to jo.e@example.com.', 'Write to [EMAIL_ADDRESS].'],
    ['email_address', 'jo at acme dot com please', `${'[EMAIL_ADDRESS] '.repeat(5)}please`],
    ['url', 'See www.example.com or jo@example.com', 'See [URL] or jo@example.com'],
    ['phone_number', 'Call 555-123-4567 now', 'Call [PHONE_NUMBER] now'],
    ['phone_number', 'five five five one two three four', '[PHONE_NUMBER] '.repeat(7).trim()],
    ['ip_address', 'It is 192.168.0.1, I think', 'It is [IP_ADDRESS], I think'],
    ['credit_card_number', 'Pay 4111 1111 1111 1111 now', `Pay ${'[CREDIT_CARD_NUMBER] '.repeat(4)}now`],
    ['credit_card_cvv', 'My cvv is 123 and 456', 'My cvv is [CREDIT_CARD_CVV] and 456'],
    ['credit_card_expiration', 'It expires 12/26.', 'It expires [CREDIT_CARD_EXPIRATION].'],
    ['us_social_security_number', 'It is 123-45-6789.', 'It is [US_SOCIAL_SECURITY_NUMBER].'],
    [
      'number_sequence',
      'Code 1 2 3 4 or 20345, not 12',
      `Code ${'[NUMBER_SEQUENCE] '.repeat(4)}or [NUMBER_SEQUENCE], not 12`,
    ],
    ['location_address', 'At 12 Main Street, Austin', `At ${'[LOCATION_ADDRESS] '.repeat(3).trim()}, Austin`],
    ['filename', 'Open report.pdf now', 'Open [FILENAME] now'],
    ['password', 'My password is hunter2.', 'My password is [PASSWORD].'],
    ['username', 'My username is joe and @ann', 'My username is [USERNAME] and @[USERNAME]'],
    ['statistics', 'About 45 percent agree', 'About [STATISTICS] [STATISTICS] agree'],
    ['blood_type', 'My blood type is O negative.', 'My blood type is [BLOOD_TYPE] [BLOOD_TYPE].'],
    ['marital_status', 'I am married.', 'I am [MARITAL_STATUS].'],
    ['zodiac_sign', 'I am a Virgo.', 'I am a [ZODIAC_SIGN].'],
    ['vehicle_id', 'It is 1HGCM82633A004352.', 'It is [VEHICLE_ID].'],
    ['location_coordinate', 'At 48.8566, 2.3522 now', 'At [LOCATION_COORDINATE], [LOCATION_COORDINATE] now'],
  ])('%s in "%s"', async (policy, text, expected) => {
    expect(await tagged(text, policy)).toBe(expected);
  });

  it('the particular counts before the general', async () => {
    expect(await tagged('In Paris, France.', 'location', 'location_city')).toBe('In [LOCATION_CITY], [LOCATION].');
  });
});

describe('redaction', () => {
  it('hides letters by as many hashes, unless names of policies are wanted', async () => {
    const { words } = await redact(say('Hello, Maria!'), { redact_pii_policies: ['person_name'] }, 'en_us');
    expect(textOf(words)).toBe('Hello, #####!');
  });

  it('says which policies it cannot detect, and leaves them in', async () => {
    const params = { redact_pii_policies: ['medical_condition', 'occupation', 'date'] };
    const { words, warnings } = await redact(say('On Friday flu'), params, 'en_us');
    expect(textOf(words)).toBe('On ###### flu');
    expect(warnings).toEqual([expect.stringMatching(/cannot detect medical_condition, occupation in en_us/)]);
  });

  it('does without grammar in other languages, and says so', async () => {
    const params = { redact_pii_policies: ['person_name', 'email_address'] };
    const { words, warnings } = await redact(say('Maria: m@example.com'), params, 'de');
    expect(textOf(words)).toBe(`Maria: ${'#'.repeat(13)}`);
    expect(warnings).toEqual([expect.stringMatching(/cannot detect person_name in de/)]);
  });

  it('reads each channel by itself, because both may speak at once', async () => {
    const digits = say('five five five one two three four', { channel: '1' });
    const words = digits.flatMap((word) => [word, { ...word, text: 'yes', channel: '2' }]);
    const redacted = await redact(words, { redact_pii_policies: ['phone_number'] }, 'en_us');
    expect(textOf(redacted.words)).toBe('#### yes #### yes #### yes ### yes ### yes ##### yes #### yes');
  });

  it('hides a request’s own phrases, whatever their case, under their label', async () => {
    const params = {
      redact_pii_sub: 'entity_name',
      redact_pii_policies: [],
      redact_static_entities: { PROJECT: ['blue moon'] },
    };
    const { words } = await redact(say('The Blue Moon, not the moon.'), params, 'en_us');
    expect(textOf(words)).toBe('The [PROJECT] [PROJECT], not the moon.');
  });
});

describe('a redacted transcript', () => {
  const wanted = {
    redact_pii: true,
    redact_pii_policies: ['person_name'],
    redact_pii_sub: 'entity_name',
    speaker_labels: true,
    auto_highlights: true,
  };
  const names = /Daniel|Julia|Maria/i;

  it('holds no trace of what was redacted, wherever words are', async () => {
    const { client } = await start();
    const transcript = await client.transcribe(new Uint8Array(await readFile(samples.meeting.audio)), wanted);
    const exports = ['sentences', 'paragraphs', 'srt', 'vtt', 'word-search?words=maria'].map(async (name) => {
      const response = await client.get(`/v2/transcript/${transcript.id}/${name}`);
      return await response.text();
    });
    const search = (await Promise.all(exports)).join('\n').replace('"text":"maria"', '');
    expect(search).toContain('[PERSON_NAME]');
    expect(search).toContain('"total_count":0');
    expect(JSON.stringify(transcript) + search).not.toMatch(names);
    expect(transcript.text).toMatch(/^Good morning, \[PERSON_NAME\]\. Let's start/);
    expect(transcript).not.toHaveProperty('unredacted_text');
  });

  it('holds the truth beside it where that is wanted', async () => {
    const { client } = await start();
    const both = { ...wanted, redact_pii_return_unredacted: true };
    const transcript = await client.transcribe(new Uint8Array(await readFile(samples.meeting.audio)), both);
    expect(transcript.text).not.toMatch(names);
    expect(transcript['unredacted_text']).toBe(textOf(samples.meeting.words));
    expect(transcript['unredacted_words']).toEqual(samples.meeting.words);
    expect(transcript['unredacted_utterances']).toHaveLength(transcript.utterances?.length ?? 0);
    expect(transcript.words?.map(({ start: from }) => from)).toEqual(
      samples.meeting.words.map(({ start: from }) => from),
    );
  });
});
