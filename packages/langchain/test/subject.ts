import type { Subject } from '@earmark/conformance';
import { createClient } from '@earmark/core';
import { TranscriptLoader } from '../src/index.ts';

export const subject: Subject = {
  name: '@earmark/langchain',
  capabilities: { transcribe: true, abort: true, clock: true, stream: 'a loader is for recordings that are there' },
  async transcribe(place, { audio, params, signal }) {
    const loader = new TranscriptLoader(audio, { client: createClient(place), params, signal });
    const documents = await loader.load();
    return {
      text: documents.map((document) => document.pageContent).join(' '),
      segments: documents.map(({ pageContent, metadata }) => ({
        text: pageContent,
        startMs: metadata.start_ms,
        endMs: metadata.end_ms,
        speaker: metadata.speaker ?? null,
      })),
    };
  },
};
