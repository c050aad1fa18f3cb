import type { Final, Place, Subject } from '@earmark/conformance';
import { type Client, type CompletedTranscript, type StreamingEvent, createClient } from '../src/index.ts';

export function clientAt(place: Place): Client {
  return createClient(place);
}

/** The finals among what a session tells. */
export async function* toFinals(events: AsyncIterable<StreamingEvent>): AsyncGenerator<Final, void> {
  for await (const event of events) {
    if (event.type !== 'turn-end') continue;
    const words = event.words.map(({ text, start, end }) => ({ text, startMs: start, endMs: end }));
    yield { text: event.transcript, words };
  }
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

export const subject: Required<Subject> = {
  name: '@earmark/core',
  capabilities: { transcribe: true, abort: true, clock: true, stream: true },
  async transcribe(place, { audio, params, signal }) {
    return toHeard(await clientAt(place).transcripts.transcribe(audio, params, { signal }));
  },
  stream: (place, { audio, params, signal }) =>
    toFinals(clientAt(place).streaming.transcribe(audio, params, { pacing: 'off', signal })),
};
