import type { Traced } from './traces.ts';

// Written by `pnpm operations`.
export const recorded: Readonly<Record<string, readonly Traced[]>> = {
  transcribe: [
    {
      route: 'POST /v2/transcript',
      json: {
        speaker_labels: true,
        audio_url: '{audio_url}',
      },
    },
    {
      route: 'GET /v2/transcript/{transcript_id}',
    },
  ],
  submit_transcript: [
    {
      route: 'POST /v2/transcript',
      json: {
        audio_url: '{audio_url}',
      },
    },
  ],
  wait_for_transcript: [
    {
      route: 'GET /v2/transcript/{transcript_id}',
    },
  ],
  get_transcript: [
    {
      route: 'GET /v2/transcript/{transcript_id}',
    },
  ],
  list_transcripts: [
    {
      route: 'GET /v2/transcript',
      query: {
        limit: '2',
        status: 'completed',
      },
    },
  ],
  get_speaker_turns: [
    {
      route: 'GET /v2/transcript/{transcript_id}',
    },
  ],
  search_words: [
    {
      route: 'GET /v2/transcript/{transcript_id}/word-search',
      query: {
        words: 'beta,release notes',
      },
    },
  ],
  get_subtitles: [
    {
      route: 'GET /v2/transcript/{transcript_id}/{subtitle_format}',
    },
  ],
  ask_transcript: [
    {
      route: 'GET /v1/models',
    },
    {
      route: 'POST /v1/chat/completions',
      json: {
        model: 'earmark-extractive',
        messages: [
          {
            role: 'user',
            content: '<transcript>\n{{ transcript }}\n</transcript>\n\nWhen does the beta launch?',
          },
        ],
        max_tokens: 1000,
        transcript_id: '{transcript_id}',
      },
    },
  ],
  summarize_transcript: [
    {
      route: 'GET /v1/models',
    },
    {
      route: 'POST /v1/chat/completions',
      json: {
        model: 'earmark-extractive',
        messages: [
          {
            role: 'user',
            content: '<transcript>\n{{ transcript }}\n</transcript>\n\nSummarize the recording in one paragraph.',
          },
        ],
        max_tokens: 1000,
        transcript_id: '{transcript_id}',
      },
    },
  ],
  understand_transcript: [
    {
      route: 'POST /v1/understanding',
      json: {
        transcript_id: '{transcript_id}',
        speech_understanding: {
          request: {
            custom_formatting: {
              date: 'yyyy-mm-dd',
            },
          },
        },
      },
    },
  ],
  get_sentences: [
    {
      route: 'GET /v2/transcript/{transcript_id}/sentences',
    },
  ],
  get_paragraphs: [
    {
      route: 'GET /v2/transcript/{transcript_id}/paragraphs',
    },
  ],
  get_redacted_audio: [
    {
      route: 'GET /v2/transcript/{transcript_id}/redacted-audio',
    },
  ],
  upload_file: [
    {
      route: 'POST /v2/upload',
    },
  ],
  transcribe_clip: [
    {
      route: 'POST /v1/transcribe',
    },
  ],
  delete_transcript: [
    {
      route: 'DELETE /v2/transcript/{transcript_id}',
    },
  ],
  chat_completion: [
    {
      route: 'POST /v1/chat/completions',
      json: {
        model: 'a-model',
        messages: [
          {
            role: 'user',
            content: 'When does the beta launch?',
          },
        ],
      },
    },
  ],
  list_llm_models: [
    {
      route: 'GET /v1/models',
    },
  ],
  create_streaming_token: [
    {
      route: 'GET /v3/token',
      query: {
        expires_in_seconds: '60',
      },
    },
  ],
  custom_api_call: [
    {
      route: 'GET /v2/transcript',
      query: {
        limit: '1',
      },
    },
  ],
};
