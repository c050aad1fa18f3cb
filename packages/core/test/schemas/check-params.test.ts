import { describe, expect, it } from 'vitest';
import * as check from '../../src/schemas/check-params.ts';
import { type TranscriptParams, echoedShape } from '../../src/schemas/transcript-params.ts';
import type { UnderstandingParams } from '../../src/schemas/understanding-tasks.ts';
import { refusalOf } from './refusal.ts';

type Case = readonly [path: string, words: string, wrong: unknown, right: unknown];

const fraction = 'a number from 0 to 1';
const url = 'a URL that begins with http:// or https://';

const ofTranscripts: readonly Case[] = [
  ['speech_models.1', 'a string', ['a', 7], ['a', 'b']],
  ['language_code', 'a string', 1, null],
  ['language_codes', 'an array', 'en', ['en', 'es']],
  ['language_detection', 'true or false', 'yes', true],
  ['language_confidence_threshold', fraction, 1.01, 1],
  ['language_detection_options.expected_languages', 'an array', 'en', ['en']],
  ['language_detection_options.fallback_language', 'a string', 1, 'auto'],
  ['language_detection_options.code_switching', 'true or false', 1, true],
  ['language_detection_options.code_switching_confidence_threshold', fraction, -0.1, 0],
  ['language_detection_options.on_low_language_confidence', "'error' or 'fallback'", 'wait', 'fallback'],
  ['language_detection_options.swiss_german', 'true or false', 1, false],
  ['language_detection_options.localization', 'an array', 'de', ['de']],
  ['domain', 'a string', 1, 'medical-v1'],
  ['punctuate', 'true or false', null, false],
  ['format_text', 'true or false', 1, true],
  ['disfluencies', 'true or false', 1, true],
  ['filter_profanity', 'true or false', 1, true],
  ['custom_spelling.0.from', 'an array of at least 1', [{ from: [], to: 'a' }], [{ from: ['b'], to: 'a' }]],
  ['custom_spelling.0.to', 'a string', [{ from: ['b'] }], [{ from: ['b'], to: 'a' }]],
  ['keyterms_prompt', 'an array', 'one', ['one']],
  ['keyterms_prompt_options.keyterms_match_strength', 'a string', 1, 'high'],
  ['prompt', 'a string', ['a'], 'a'],
  ['temperature', fraction, 1.5, 0.5],
  ['remove_audio_tags', "'all' or 'speaker'", 'some', 'speaker'],
  ['audio_start_from', 'a whole number of at least 0', -1, 0],
  ['audio_end_at', 'a whole number of at least 1', 0.5, 1],
  ['speech_threshold', fraction, '0.5', 0.5],
  ['multichannel', 'true or false', 2, true],
  ['speaker_labels', 'true or false', 'yes', true],
  ['speakers_expected', 'a whole number of at least 1', 0, 1],
  ['speaker_options.min_speakers_expected', 'a whole number of at least 1', 0, 1],
  ['speaker_options.max_speakers_expected', 'a whole number of at least 1', 1.5, 2],
  ['auto_highlights', 'true or false', 1, true],
  ['entity_detection', 'true or false', 1, true],
  ['sentiment_analysis', 'true or false', 1, true],
  ['iab_categories', 'true or false', 1, true],
  ['content_safety', 'true or false', 1, true],
  ['content_safety_confidence', 'a whole number from 25 to 100', 24, 25],
  ['content_safety_confidence', 'a whole number from 25 to 100', 101, 100],
  ['redact_pii', 'true or false', 1, true],
  ['redact_pii_policies', 'an array', 'drug', ['drug']],
  ['redact_pii_sub', 'a string', 1, 'hash'],
  ['redact_pii_audio', 'true or false', 1, false],
  ['redact_pii_audio_quality', "'mp3' or 'wav'", 'ogg', 'wav'],
  ['redact_pii_audio_options.return_redacted_no_speech_audio', 'true or false', 1, true],
  ['redact_pii_audio_options.override_audio_redaction_method', 'a string', 1, 'silence'],
  ['redact_pii_return_unredacted', 'true or false', 1, false],
  ['redact_static_entities', 'an object of arrays of strings, by label', { JULIA: 'Julia' }, null],
  ['webhook_url', url, '/done', 'http://a/done?id=1'],
  ['webhook_auth_header_name', 'a string of 1 to 1000 letters, digits, hyphens or underscores', 'a b', null],
  ['webhook_auth_header_value', 'a string of 1 to 1000 characters without line breaks', 'a\nb', null],
  ['audio_url', url, 'a.mp3', 'https://a/a.mp3'],
  ['speech_model', 'a string', 1, null],
  ['auto_chapters', 'true or false', 1, true],
  ['summarization', 'true or false', 1, true],
  ['summary_model', "'informative' or 'conversational' or 'catchy'", 'dull', null],
  ['summary_type', "'bullets' or 'bullets_verbose' or 'gist' or 'headline' or 'paragraph'", 'poem', null],
  ['custom_topics', 'true or false', 1, true],
  ['topics', 'an array', 'a', []],
  ['word_boost', 'an array', 'a', ['a']],
  ['boost_param', "'low' or 'default' or 'high'", 'loud', 'high'],
  ['dual_channel', 'true or false', 2, true],
  ['speed_boost', 'true or false', 1, null],
  ['speech_understanding.request', 'an object', undefined, {}],
];

const request = 'speech_understanding.request';
const ofTasks: readonly Case[] = [
  [`${request}.translation.target_languages`, 'an array of at least 1', [], ['es']],
  [`${request}.action_items.include_decisions`, 'true or false', 1, true],
  [`${request}.action_items.effort`, 'a string', 1, 'low'],
  [`${request}.custom_formatting.date`, 'a string', 1, 'mm/dd/yyyy'],
  [`${request}.custom_formatting.phone_number`, 'a string', 1, 'xxx-xxx-xxxx'],
  [`${request}.custom_formatting.email`, 'a string', 1, 'username@domain.com'],
  [`${request}.custom_formatting.format_utterances`, 'true or false', 1, true],
  [`${request}.summarization.summary_type`, 'a string', 1, 'bullets'],
];

const ofChats: readonly Case[] = [
  ['model', 'a string', 1, 'm'],
  ['messages', 'an array', {}, []],
  ['messages.0.role', "'system' or 'user' or 'assistant' or 'tool'", [{ role: 'poet', content: 'a' }], []],
  ['messages.0.content', 'a string, an array of', [{ role: 'user', content: 5 }], [{ role: 'user', content: null }]],
  ['messages.0.tool_calls', 'an array', [{ role: 'user', content: 'a', tool_calls: {} }], []],
  ['prompt', 'a string', 1, 'a'],
  ['max_tokens', 'a whole number of at least 1', 0, 1],
  ['temperature', 'a number from 0 to 2', 2.1, 2],
  ['stream', 'true or false', 1, true],
  ['stream_options.include_usage', 'true or false', 1, true],
  ['tools.0.type', "'function'", [{ type: 'tool' }], [{ type: 'function', function: { name: 'a' } }]],
  ['tools.0.function.name', 'a string', [{ type: 'function', function: {} }], []],
  ['tool_choice', "'none', 'auto', or { type: 'function'", 1, { type: 'function', function: { name: 'a' } }],
  ['response_format.type', 'a string', 1, 'json_schema'],
  ['transcript_id', 'a string', 1, 'a'],
  ['fallbacks.0.model', 'a string', [{}], [{ model: 'b', temperature: 0 }]],
  ['fallback_config.depth', 'a whole number from 1 to 2', 3, 2],
  ['fallback_config.retry', 'true or false', 1, false],
  ['post_processing_steps.0.type', 'a string', [{}], [{ type: 'json-repair' }]],
  ['reasoning.effort', 'a string', 1, 'low'],
  ['reasoning.max_tokens', 'a whole number of at least 1', 0, 1],
  ['cache_control.type', 'a string', 1, 'ephemeral'],
  ['model_region', 'a string', 1, 'global'],
];

const ofClips: readonly Case[] = [
  ['prompt', 'a string', 1, 'a'],
  ['keyterms_prompt', 'an array', 'a', ['a']],
  ['word_boost', 'an array', 'a', ['a']],
  ['conversation_context', 'an array', 'a', ['a']],
  ['language_codes', 'an array', 'en', ['en']],
  ['sample_rate', 'a whole number from 8000 to 48000', 7999, 8000],
  ['sample_rate', 'a whole number from 8000 to 48000', 48_001, 48_000],
  ['channels', 'a whole number of at least 1', 0, 1],
  ['timestamps', 'true or false', 1, true],
];

const ofLists: readonly Case[] = [
  ['limit', 'a whole number from 1 to 200', 0, 1],
  ['limit', 'a whole number from 1 to 200', 201, 200],
  ['status', "'queued' or 'processing' or 'completed' or 'error'", 'done', 'completed'],
  ['created_on', 'a date as YYYY-MM-DD', '1/2/2026', '2026-01-02'],
  ['before_id', 'a string', 1, 'a'],
  ['after_id', 'a string', 1, 'a'],
  ['throttled_only', 'true or false', 'yes', true],
];

const asked = { model: 'm', messages: [] };
const about = { transcript_id: 'a', speech_understanding: { request: { action_items: {} } } };

/** Puts a value where a path says, as deep as the last name that is no index. */
function put(path: string, value: unknown, onto: object): object {
  const [name = '', ...rest] = path.replace(/\.\d.*$/, '').split('.');
  const inner: unknown = Reflect.get(onto, name);
  if (rest.length === 0) return { ...onto, [name]: value };
  return { ...onto, [name]: put(rest.join('.'), value, Object(inner)) };
}

describe.each([
  ['a transcript', check.checkedTranscriptParams, {}, [...ofTranscripts, ...ofTasks]],
  ['understanding', check.checkedUnderstandingParams, about, [...ofTasks, ['transcript_id', 'a string', 1, 'b']]],
  ['a chat', check.checkedChatParams, asked, ofChats],
  ['a clip', check.checkedClipParams, {}, ofClips],
  ['a list', check.checkedListParams, {}, ofLists],
] as [string, (params: object) => object, object, Case[]][])('parameters of %s', (_, checked, base, cases) => {
  it.each(cases)('%s must be %s', (path, words, wrong, right) => {
    expect(refusalOf(() => checked(put(path, wrong, base)))).toMatch(`\`${path}\` must be ${words}`);
    const fine = put(path, right, base);
    expect(checked(fine)).toBe(fine);
  });

  it('may be names unheard of, which pass', () => {
    const params = Object.freeze({ ...base, not_yet_known: { a: 1 }, absent: undefined });
    expect(checked(params)).toBe(params);
  });
});

it('every parameter of a transcript has a case', () => {
  const checked = new Set([...ofTranscripts, ...ofTasks].map(([path]) => path.split('.')[0]));
  expect(Object.keys(echoedShape).filter((name) => !checked.has(name))).toEqual([]);
});

it.each([
  [{ punctuate: 1 }, 'not a whole number.'],
  [{ speech_threshold: 2 }, 'not more.'],
  [{ speech_threshold: -1 }, 'not less.'],
  [{ audio_end_at: 1.5 }, 'not a fraction.'],
  [{ audio_end_at: Number.NaN }, 'not NaN.'],
  [{ punctuate: null }, 'not null.'],
  [{ prompt: [] }, 'not an array.'],
  [{ prompt: {} }, 'not an object.'],
  [{ punctuate: 'yes' }, 'not a string.'],
  [{ boost_param: 'loud' }, 'not another string.'],
  [{ speech_understanding: {} }, 'and is missing.'],
])('%j is refused with what is wrong', (params, words) => {
  expect(refusalOf(() => check.checkedTranscriptParams(params as TranscriptParams))).toMatch(words);
});

it.each([
  ['translation.formal', 'true or false', { translation: { target_languages: ['es'], formal: 1 } }],
  [
    'translation.force_translation',
    'true or false',
    { translation: { target_languages: ['es'], force_translation: 1 } },
  ],
  [
    'translation.match_original_utterance',
    'true or false',
    { translation: { target_languages: ['es'], match_original_utterance: 1 } },
  ],
  ['speaker_identification.speaker_type', "'role' or 'name'", { speaker_identification: { speaker_type: 'voice' } }],
  [
    'speaker_identification.known_values.0',
    'a string of at most 35 characters',
    { speaker_identification: { speaker_type: 'name', known_values: ['x'.repeat(36)] } },
  ],
  [
    'speaker_identification.speakers.0.name',
    'a string',
    { speaker_identification: { speaker_type: 'name', speakers: [{ name: 1 }] } },
  ],
  [
    'speaker_identification.speakers.0.role',
    'a string',
    { speaker_identification: { speaker_type: 'name', speakers: [{ role: 1 }] } },
  ],
  [
    'speaker_identification.speakers.0.description',
    'a string',
    { speaker_identification: { speaker_type: 'name', speakers: [{ description: 1 }] } },
  ],
  ['summarization.summary_type', 'a string', { summarization: {} }],
  ['summarization.effort', 'a string', { summarization: { summary_type: 'bullets', effort: 1 } }],
])('the task %s must be %s', (path, words, tasks) => {
  const params = { transcript_id: 'a', speech_understanding: { request: tasks } } as UnderstandingParams;
  expect(refusalOf(() => check.checkedUnderstandingParams(params))).toMatch(`\`${request}.${path}\` must be ${words}`);
});

it('parameters that are no object are refused as such', () => {
  expect(refusalOf(() => check.checkedTranscriptParams('a.mp3' as unknown as TranscriptParams))).toBe(
    '`params` must be an object, not a string.',
  );
});

it('a refusal repeats no value and no name that callers gave', () => {
  const secret = 'pa55-Julia';
  const wrong: Record<string, unknown>[] = [
    { webhook_auth_header_value: `${secret}\n`, webhook_auth_header_name: 'a' },
    { webhook_url: secret },
    { redact_static_entities: { [secret]: secret } },
    { boost_param: secret },
    { keyterms_prompt: secret },
    { summary_model: 'catchy', summary_type: 'bullets', prompt: secret },
  ];
  const refused = wrong.map((params) => refusalOf(() => check.checkedTranscriptParams(params)) ?? secret);
  expect(refused.filter((words) => words.includes(secret))).toEqual([]);
});
