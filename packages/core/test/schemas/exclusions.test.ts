import { describe, expect, it } from 'vitest';
import {
  checkedChatParams,
  checkedTranscriptParams,
  checkedUnderstandingParams,
} from '../../src/schemas/check-params.ts';
import {
  type Exclusion,
  chatExclusions,
  transcriptExclusions,
  understandingExclusions,
} from '../../src/schemas/exclusions.ts';
import type { TranscriptParams } from '../../src/schemas/transcript-params.ts';
import { refusalOf } from './refusal.ts';

type Case = readonly [fields: readonly string[], wrong: object, right: object];

const tasks = (request: object) => ({ speech_understanding: { request } });
const summary = { summarization: true, summary_type: 'bullets' };
const redacted = { redact_pii: true, redact_pii_policies: ['date', 'phone_number', 'email_address'] };
const byName = { speaker_identification: { speaker_type: 'name' } };
const byRole = { speaker_identification: { speaker_type: 'role' } };
const roles = { speaker_identification: { speaker_type: 'role', known_values: ['Host'] } };
const formatted = (name: string, redact_pii_policies: string[] = redacted.redact_pii_policies) => ({
  ...redacted,
  redact_pii_policies,
  ...tasks({ custom_formatting: { [name]: 'x' } }),
});

// In the order of the rules: the n-th case breaks the n-th rule and no other.
const ofTranscripts: readonly Case[] = [
  [['redact_pii_audio', 'redact_pii'], { redact_pii_audio: true }, { redact_pii_audio: true, redact_pii: true }],
  [
    ['redact_pii_return_unredacted', 'redact_pii'],
    { redact_pii_return_unredacted: true, redact_pii: false },
    { redact_pii_return_unredacted: false },
  ],
  [['redact_static_entities', 'redact_pii'], { redact_static_entities: { NAME: ['Julia'] } }, { redact_pii: true }],
  [['redact_pii', 'format_text'], { redact_pii: true, format_text: false }, { redact_pii: true }],
  [['speaker_labels', 'punctuate'], { speaker_labels: true, punctuate: false }, { speaker_labels: true }],
  [['sentiment_analysis', 'punctuate'], { sentiment_analysis: true, punctuate: false }, { sentiment_analysis: true }],
  [['auto_chapters', 'punctuate'], { auto_chapters: true, punctuate: false }, { auto_chapters: true }],
  [['summarization', 'punctuate'], { summarization: true, punctuate: false }, { summarization: true }],
  [
    ['speaker_identification', 'speaker_labels', 'multichannel'],
    tasks(byName),
    { ...tasks(byName), multichannel: true },
  ],
  [
    ['match_original_utterance', 'speaker_labels'],
    tasks({ translation: { target_languages: ['es'], match_original_utterance: true } }),
    tasks({ translation: { target_languages: ['es'], match_original_utterance: false } }),
  ],
  [
    ['speakers_expected', 'speaker_options'],
    { speakers_expected: 2, speaker_options: {} },
    { speakers_expected: 2, speaker_options: null },
  ],
  [['summarization', 'auto_chapters'], { summarization: true, auto_chapters: true }, { auto_chapters: true }],
  [['summary_model', 'summary_type'], { summary_model: 'catchy' }, { summary_model: 'catchy', summary_type: 'gist' }],
  [
    ['webhook_auth_header_name', 'webhook_auth_header_value'],
    { webhook_auth_header_name: 'x-secret' },
    { webhook_auth_header_name: 'x-secret', webhook_auth_header_value: 'a' },
  ],
  [['custom_formatting.date', 'redact_pii_policies'], formatted('date'), formatted('date', ['drug'])],
  [['custom_formatting.phone_number', 'redact_pii_policies'], formatted('phone_number'), formatted('phone_number', [])],
  [
    ['custom_formatting.email', 'redact_pii_policies'],
    formatted('email'),
    { ...formatted('email'), redact_pii: false },
  ],
  [
    ['speaker_type', 'known_values'],
    { ...tasks(byRole), speaker_labels: true },
    { ...tasks(roles), speaker_labels: true },
  ],
  [['summarization', 'format_text'], { summarization: true, format_text: false }, { summarization: true }],
  [
    ['summary_model', 'speaker_labels', 'multichannel'],
    { ...summary, summary_model: 'conversational' },
    { ...summary, summary_model: 'conversational', speaker_labels: true, format_text: false },
  ],
  [
    ['summary_type', 'summary_model'],
    { summary_model: 'catchy', summary_type: 'bullets' },
    { summary_model: 'catchy', summary_type: 'headline' },
  ],
  [
    ['audio_end_at', 'audio_start_from'],
    { audio_start_from: 5, audio_end_at: 5 },
    { audio_start_from: 5, audio_end_at: 6 },
  ],
  [
    ['min_speakers_expected', 'max_speakers_expected'],
    { speaker_options: { min_speakers_expected: 3, max_speakers_expected: 2 } },
    { speaker_options: { min_speakers_expected: 2, max_speakers_expected: 2 } },
  ],
];

const message = (more: object) => ({ model: 'm', messages: [{ role: 'tool', content: '1', ...more }] });
const ofChats: readonly Case[] = [
  [['messages', 'prompt'], { model: 'm' }, { model: 'm', prompt: 'Hello' }],
  [['messages', 'tool_call_id'], message({}), message({ tool_call_id: 'a' })],
];

const about = (request: object) => ({ transcript_id: 'a', ...tasks(request) });
const ofUnderstanding: readonly Case[] = [
  [['speaker_type', 'speakers'], about(byRole), about(roles)],
  [['speech_understanding.request'], about({}), about({ action_items: {} })],
];

describe.each([
  ['a transcript', transcriptExclusions, ofTranscripts, checkedTranscriptParams],
  ['a chat', chatExclusions, ofChats, checkedChatParams],
  ['understanding', understandingExclusions, ofUnderstanding, checkedUnderstandingParams],
] as [string, readonly Exclusion[], readonly Case[], (params: object) => unknown][])(
  'what %s cannot ask for together',
  (_, rules, cases, check) => {
    it('has a case for every rule, which breaks that one and no other', () => {
      const broken = cases.map(([, wrong]) =>
        rules.map((rule) => rule.broken(wrong)).flatMap((is, at) => (is ? [at] : [])),
      );
      expect(broken).toEqual(rules.map((_rule, at) => [at]));
    });

    it.each(cases)('%j is refused, and the nearest that is right is not', (fields, wrong, right) => {
      const refused = refusalOf(() => check(wrong));
      expect(fields.filter((field) => refused?.includes(field) !== true)).toEqual([]);
      // Says what to do, after a colon.
      expect(refused).toMatch(/: .+\.$/);
      expect(refusalOf(() => check(right))).toBeUndefined();
    });
  },
);

it.each([
  ['detection beside a language', { language_code: 'en', language_detection: true }],
  ['no detection and no language', { language_detection: false }],
  ['a threshold without detection', { language_confidence_threshold: 0.5, language_detection_options: {} }],
  ['a prompt beside key terms', { prompt: 'a', keyterms_prompt: ['b'] }],
  ['diarization of every channel', { speaker_labels: true, multichannel: true }],
  ['a number of speakers nobody tells apart', { speakers_expected: 2 }],
  ['a header for no webhook', { webhook_auth_header_name: 'a', webhook_auth_header_value: 'b' }],
  ['policies unheard of', { redact_pii: true, redact_pii_policies: ['shoe_size'], redact_pii_sub: 'entity_type' }],
  ['redaction without policies', { redact_pii: true }],
  ['models unheard of, and retired ones', { speech_models: ['universal-9'], speech_model: 'nano' }],
  [
    'names both listed and described',
    {
      speaker_labels: true,
      ...tasks({ speaker_identification: { speaker_type: 'name', known_values: ['A'], speakers: [{ name: 'A' }] } }),
    },
  ],
])('what the service lets pass is not refused: %s', (_, params) => {
  expect(checkedTranscriptParams(params as TranscriptParams)).toBe(params);
});
