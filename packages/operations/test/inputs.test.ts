import { describe, expect, it } from 'vitest';
import { operations } from '../src/index.ts';
import { errorOf, operation, startWorld } from './world.ts';

const id = 'an-id';
const audio = 'https://example.com/a.mp3';

describe('an input that is wrong', () => {
  it.each([
    ['transcribe', {}, '`audio` must be an http(s) URL', 'and is missing'],
    ['transcribe', { audio: '' }, '`audio`', 'not an empty string'],
    ['transcribe', { audio, speaker_label: true }, '`speaker_label` is no input of transcribe, which takes audio'],
    [
      'transcribe',
      { audio, speaker_options: { min_speakers_expected: 1.5 } },
      '`speaker_options.min_speakers_expected`',
    ],
    ['transcribe', { audio, max_wait_seconds: -1 }, '`max_wait_seconds` must be a whole number from 0 to 10800'],
    ['transcribe', { audio, redact_pii_audio: true }, '`redact_pii_audio` needs `redact_pii`'],
    [
      'transcribe',
      { audio, audio_start_from: 5, audio_end_at: 5 },
      '`audio_end_at` must be more than `audio_start_from`',
    ],
    [
      'transcribe',
      { audio, extra: { summarization: true, auto_chapters: true } },
      '`summarization`',
      '`auto_chapters`',
    ],
    [
      'submit_transcript',
      { audio, webhook_url: 'https://a.b', webhook_auth_header_name: 'x' },
      '`webhook_auth_header_value`',
    ],
    ['get_transcript', { transcript_id: '' }, '`transcript_id`'],
    ['get_transcript', 'an-id', '`input` must be an object'],
    ['list_transcripts', { limit: 201 }, '`limit` must be a whole number from 1 to 200'],
    ['list_transcripts', { created_on: 'yesterday' }, '`created_on` must be a date as YYYY-MM-DD'],
    [
      'search_words',
      { transcript_id: id, words: [] },
      '`words` must be an array of at least 1 string, not an empty array',
    ],
    ['get_subtitles', { transcript_id: id, format: 'txt' }, "`format` must be 'srt' or 'vtt'"],
    ['understand_transcript', { transcript_id: id }, '`action_items`', 'one of these tasks is needed'],
    ['understand_transcript', { transcript_id: id, translation: {} }, '`translation.target_languages`', 'missing'],
    [
      'understand_transcript',
      { transcript_id: id, speaker_identification: { speaker_type: 'role' } },
      '`known_values`',
    ],
    ['summarize_transcript', { transcript_id: id, style: 'custom' }, '`prompt`'],
    ['ask_transcript', { transcript_id: id }, '`question`', 'missing'],
    ['chat_completion', { model: 'm', messages: [{ role: 'tool', content: 'x' }] }, '`tool_call_id`'],
    [
      'transcribe_clip',
      { audio: 'data:,x', sample_rate: 1 },
      '`sample_rate` must be a whole number from 8000 to 48000',
    ],
    [
      'create_streaming_token',
      { expires_in_seconds: 601 },
      '`expires_in_seconds` must be a whole number from 1 to 600',
    ],
    ['custom_api_call', { method: 'PATCH', path: '/v2/transcript' }, "`method` must be 'GET' or 'POST' or 'DELETE'"],
  ])('%s %j names its field, and nothing is sent', async (name, input, ...words) => {
    await using world = await startWorld();
    const error = await errorOf(operation(name).run(input, { client: world.client }));
    expect(error.code).toBe('invalid');
    for (const word of words) expect(error.message).toContain(word);
    expect(world.emulator.journal).toEqual([]);
  });

  it.each([
    '/v2/../v3',
    '//evil.example/v2/x',
    'https://evil.example/v2/x',
    '/v2/%2e%2e/x',
    '/v2/a?b=c',
    '/v2/',
    '/v2/a\\b',
  ])('custom_api_call does not leave its host by %s', async (path) => {
    await using world = await startWorld();
    const error = await errorOf(operation('custom_api_call').run({ method: 'GET', path }, { client: world.client }));
    expect(error.message).toContain('`path`');
    expect(world.emulator.journal).toEqual([]);
  });

  it('says nothing of what was given, which may be a secret or speech', async () => {
    const secret = 'sk-123';
    const wrong = { audio, webhook_auth_header_name: 'x y', webhook_auth_header_value: secret, webhook_url: audio };
    await using world = await startWorld();
    const error = await errorOf(operation('transcribe').run(wrong, { client: world.client }));
    expect(error.message).not.toContain(secret);
  });
});

describe('an input as hosts give it', () => {
  it('may have null for what is left out, in objects too', () => {
    const given = { audio, prompt: null, speaker_options: { min_speakers_expected: 2, max_speakers_expected: null } };
    expect(operation('transcribe').parse(given)).toEqual({
      audio,
      speaker_options: { min_speakers_expected: 2 },
      wait: true,
      max_wait_seconds: 600,
    });
  });

  it('keeps what is false or 0, and is not changed', () => {
    const given = Object.freeze({ audio, wait: false, punctuate: false, audio_start_from: 0 });
    expect(operation('transcribe').parse(given)).toMatchObject(given);
  });
});

it('no id changes unnoticed: users have written them down', () => {
  expect(operations.map(({ id: name, tier }) => `${name} (${tier})`)).toEqual([
    'transcribe (core)',
    'submit_transcript (core)',
    'wait_for_transcript (core)',
    'get_transcript (core)',
    'list_transcripts (core)',
    'get_speaker_turns (core)',
    'search_words (core)',
    'get_subtitles (core)',
    'ask_transcript (core)',
    'summarize_transcript (core)',
    'understand_transcript (core)',
    'get_sentences (full)',
    'get_paragraphs (full)',
    'get_redacted_audio (full)',
    'upload_file (full)',
    'transcribe_clip (full)',
    'delete_transcript (full)',
    'chat_completion (advanced)',
    'list_llm_models (advanced)',
    'create_streaming_token (advanced)',
    'custom_api_call (advanced)',
  ]);
  for (const one of operations) {
    expect(one.id).toMatch(/^[a-z][a-z0-9_]{1,40}$/);
    expect(one.summary.length).toBeLessThanOrEqual(80);
    expect(one.title).not.toBe('');
  }
});
