import type { Place, Subject } from '@earmark/conformance';
import { type Client, type CompletedTranscript, createClient } from '../src/index.ts';

export function clientAt({ baseUrl, llmGatewayUrl, apiKey, clock }: Place): Client {
  return createClient({ baseUrl, llmGatewayUrl, apiKey, clock });
}

export function toHeard({ text, words }: CompletedTranscript): Awaited<ReturnType<Subject['transcribe']>> {
  const segments = (words ?? []).map((word) => ({
    text: word.text,
    startMs: word.start,
    endMs: word.end,
    speaker: word.speaker ?? null,
  }));
  return { text: text ?? '', segments };
}

export const subject: Subject = {
  name: '@earmark/core',
  capabilities: { transcribe: true, abort: true, clock: true },
  async transcribe(place, { audio, params, signal }) {
    return toHeard(await clientAt(place).transcripts.transcribe(audio, params, { signal }));
  },
};
