import { describe, expect, it } from 'vitest';
import type { EmulatorOptions } from '../../src/index.ts';
import { start } from '../world.ts';

const needsVoices = { speech_understanding: { request: { speaker_identification: { speaker_type: 'role' } } } };
const translation = { translation: { target_languages: ['es'], match_original_utterance: true } };
const formatting = { custom_formatting: { date: 'mm/dd/yyyy', phone_number: '(xxx)xxx-xxxx' } };
const noSuch = 'The following models are not available in this language:';

async function create(params: object, options: EmulatorOptions = {}) {
  const { client } = await start({ engine: 'fixtures', ...options });
  const response = await client.post('/v2/transcript', { audio_url: 'a', ...params });
  return [response.status, ((await response.json()) as { error?: string }).error];
}

// The service's own words are in errors.test.ts.
const refused: [params: object, error: string][] = [
  [{ speech_understanding: { request: translation } }, 'speaker_labels or multichannel required'],
  [
    { language_code: 'ko', sentiment_analysis: true, auto_highlights: true },
    `${noSuch} sentiment_analysis, auto_highlights`,
  ],
  [{ language_code: 'eu', redact_pii: true, entity_detection: true }, `${noSuch} redact_pii, entity_detection`],
  [{ language_code: 'ko', iab_categories: true, content_safety: true }, `${noSuch} iab_categories, content_safety`],
  [{ language_code: 'de', summarization: true, filter_profanity: true }, `${noSuch} summarization`],
  [{ language_code: 'th', speech_understanding: { request: formatting } }, `${noSuch} custom_formatting`],
  [{ summarization: true, auto_chapters: true }, 'summarization and auto_chapters can not be used in the same request'],
  [{ summarization: true, summary_model: 'catchy' }, 'summary_model and summary_type must be given together'],
  [{ summarization: true, summary_type: 'gist' }, 'summary_model and summary_type must be given together'],
  [
    { summarization: true, summary_model: 'catchy', summary_type: 'bullets' },
    'summary_type bullets is not available with summary_model catchy',
  ],
  [
    { summarization: true, summary_model: 'conversational', summary_type: 'bullets' },
    'summary_model conversational requires speaker_labels or multichannel to be true',
  ],
  [{ summarization: true, punctuate: false }, 'summarization requires punctuate to be true'],
  [{ summarization: true, format_text: false }, 'summarization requires format_text to be true'],
  [{ auto_chapters: true, punctuate: false }, 'auto_chapters requires punctuate to be true'],
  [{ speaker_labels: true, punctuate: false }, 'speaker_labels requires punctuate to be true'],
  [{ sentiment_analysis: true, punctuate: false }, 'sentiment_analysis requires punctuate to be true'],
  [{ redact_pii: true, format_text: false }, 'redact_pii requires format_text to be true'],
  [{ redact_pii_audio: true }, 'redact_pii_audio requires redact_pii to be true'],
  [{ redact_static_entities: { TEAM: ['a'] } }, 'redact_static_entities requires redact_pii to be true'],
  [{ content_safety_confidence: 24 }, 'content_safety_confidence must be a whole number from 25 to 100'],
  [{ content_safety_confidence: 101 }, 'content_safety_confidence must be a whole number from 25 to 100'],
  [{ speech_threshold: 1.01 }, 'speech_threshold must be a number from 0 to 1'],
  [{ language_confidence_threshold: '0.5' }, 'language_confidence_threshold must be a number from 0 to 1'],
  [{ temperature: -0.1 }, 'temperature must be a number from 0 to 1'],
  [{ audio_start_from: -1 }, 'audio_start_from must be a whole number of at least 0'],
  [{ audio_start_from: 500, audio_end_at: 500 }, 'audio_end_at must be after audio_start_from'],
  [{ speakers_expected: 0 }, 'speakers_expected must be a whole number of at least 1'],
  [
    { speaker_options: { min_speakers_expected: 3, max_speakers_expected: 2 } },
    'speaker_options.min_speakers_expected must not be above speaker_options.max_speakers_expected',
  ],
  [{ redact_pii: true, redact_pii_sub: 'stars' }, 'redact_pii_sub must be one of hash, entity_name, entity_type'],
  [{ redact_pii_audio_quality: 'ogg' }, 'redact_pii_audio_quality must be one of mp3, wav'],
  [{ webhook_url: 'nowhere' }, 'webhook_url must be a URL that begins with http:// or https://'],
  [
    { webhook_url: 'http://a.example', webhook_auth_header_name: 'X-A' },
    'webhook_auth_header_name and webhook_auth_header_value must be given together',
  ],
  [
    { webhook_url: 'http://a.example', webhook_auth_header_value: 'b' },
    'webhook_auth_header_name and webhook_auth_header_value must be given together',
  ],
  [
    { webhook_auth_header_name: 'X A', webhook_auth_header_value: 'b' },
    'webhook_auth_header_name must be 1 to 1000 letters, digits, hyphens or underscores',
  ],
  [
    { webhook_auth_header_name: 'X-A', webhook_auth_header_value: 'b\r\nX-Forged: c' },
    'webhook_auth_header_value must be 1 to 1000 characters without line breaks',
  ],
  [
    { speech_understanding: { translation: {} } },
    'speech_understanding must be an object with a request, which is an object too',
  ],
];

it.each(refused)('a job is refused with 400: %j', async (params, error) => {
  expect(await create(params)).toEqual([400, error]);
});

describe('a field that is true or false is refused when it is neither:', () => {
  it.each([
    'punctuate',
    'format_text',
    'disfluencies',
    'filter_profanity',
    'language_detection',
    'multichannel',
    'speaker_labels',
    'auto_highlights',
    'entity_detection',
    'sentiment_analysis',
    'iab_categories',
    'content_safety',
    'auto_chapters',
    'summarization',
    'redact_pii',
    'redact_pii_audio',
    'redact_pii_return_unredacted',
  ])('%s', async (name) => {
    for (const wrong of ['true', 1, {}, null]) {
      expect(await create({ [name]: wrong })).toEqual([400, `${name} must be a Boolean`]);
    }
  });
});

describe('what the documentation forbids and the service accepts is refused with strict alone:', () => {
  it.each<[params: object, error: string]>([
    [{ redact_pii: true, redact_pii_policies: ['secrets', 'date'] }, 'redact_pii_policies has unknown values: secrets'],
    [
      { speech_models: ['universal-3-pro'] },
      'speech_models must be among universal-3-5-pro, universal-2, universal, slam-1, best, nano',
    ],
    [{ language_detection: false }, 'language_detection false requires language_code'],
    [
      { language_detection: true, language_code: 'es' },
      'language_code and language_detection can not be used in the same request',
    ],
    [{ language_confidence_threshold: 0.4 }, 'language_confidence_threshold requires language_detection to be true'],
    [{ speakers_expected: 2 }, 'speakers_expected requires speaker_labels to be true'],
    [{ keyterms_prompt: ['one two three four five six seven'] }, 'keyterms_prompt must have at most 6 words in a term'],
    [{ prompt: 'word '.repeat(1_501) }, 'prompt must have at most 1500 words'],
  ])('%j', async (params, error) => {
    expect(await create(params)).toEqual([200, undefined]);
    expect(await create(params, { strict: true })).toEqual([400, error]);
  });
});

describe('what is well and good is accepted, strictly too:', () => {
  it.each<object>([
    { ...needsVoices, speaker_labels: true },
    { ...needsVoices, multichannel: true },
    { language_code: 'ko', redact_pii: true, entity_detection: true, speaker_labels: true },
    { language_code: 'pt', iab_categories: true, content_safety: true, filter_profanity: true },
    { summarization: true, summary_model: 'catchy', summary_type: 'gist' },
    { summarization: true, summary_model: 'conversational', summary_type: 'bullets', multichannel: true },
    { content_safety: true, content_safety_confidence: 25, speech_threshold: 1, temperature: 0 },
    { audio_start_from: 0, audio_end_at: 1, speech_threshold: null, language_code: null },
    { speaker_labels: true, speaker_options: { min_speakers_expected: 2, max_speakers_expected: 2 } },
    { redact_pii: true, redact_pii_policies: ['date'], redact_pii_sub: 'entity_name', redact_pii_audio: true },
    { redact_pii: true, redact_pii_policies: ['person_name'], speech_understanding: { request: formatting } },
    { webhook_url: 'https://a.example/?b=c', webhook_auth_header_name: 'X-A_1', webhook_auth_header_value: 'd e' },
    { word_boost: ['Earmark’s'], boost_param: 'high', dual_channel: true, topics: ['a'] },
  ])('%j', async (params) => {
    expect(await create(params, { strict: true })).toEqual([200, undefined]);
  });
});
