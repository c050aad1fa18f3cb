import type { Final, Place, StreamCall, Subject } from '@earmark/conformance';
import { createClient } from '@earmark/core';
import type { Experimental_TranscriptionModelV4StreamPart as Part, JSONValue } from '@ai-sdk/provider';
import { NoTranscriptGeneratedError, experimental_streamTranscribe as streamTranscribe, transcribe } from 'ai';
import { type EarmarkProvider, createEarmark } from '../src/index.ts';
import { toCamel } from '../src/options/names.ts';

type FinalPart = Extract<Part, { type: 'transcript-final' }>;

interface Spoken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly speaker?: string;
}

export const subject: Subject = {
  name: '@earmark/ai-sdk',
  capabilities: { transcribe: true, abort: true, clock: true, stream: true },
  async transcribe(place, { audio, params, signal }) {
    const { text, segments, providerMetadata } = await transcribe({
      model: providerAt(place).transcription(),
      audio,
      providerOptions: { assemblyai: optionsOf(params) },
      ...(signal === undefined ? {} : { abortSignal: signal }),
    });
    const turns = (providerMetadata['assemblyai']?.['utterances'] ?? []) as unknown as readonly Spoken[];
    return {
      text,
      segments: segments.map((segment, at) => ({
        text: segment.text,
        startMs: toMs(segment.startSecond),
        endMs: toMs(segment.endSecond),
        speaker: turns[at]?.speaker ?? null,
      })),
    };
  },
  async *stream(place, { audio, params, signal }: StreamCall): AsyncGenerator<Final, void> {
    const { fullStream } = streamTranscribe({
      model: providerAt(place).transcription(),
      audio: ReadableStream.from(audio),
      inputAudioFormat: { type: 'audio/pcm', rate: 16_000 },
      providerOptions: { assemblyai: optionsOf(params) },
      ...(signal === undefined ? {} : { abortSignal: signal }),
    });
    try {
      for await (const part of fullStream) if (part.type === 'transcript-final') yield toFinal(part);
    } catch (error) {
      // `ai` takes a stream in which nothing was said for one that failed.
      if (!NoTranscriptGeneratedError.isInstance(error)) throw error;
    }
  },
};

function toFinal({ text, providerMetadata }: Pick<FinalPart, 'text' | 'providerMetadata'>): Final {
  const words = (providerMetadata?.['assemblyai']?.['words'] ?? []) as unknown as readonly Spoken[];
  return { text, words: words.map((word) => ({ text: word.text, startMs: word.start, endMs: word.end })) };
}

function providerAt(place: Place): EarmarkProvider {
  return createEarmark({ client: createClient(place) });
}

// The cases speak the API's language, callers the AI SDK's.
function optionsOf(params: Readonly<Record<string, unknown>>): Record<string, JSONValue> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [toCamel(name), value as JSONValue]));
}

function toMs(seconds: number): number {
  return Math.round(seconds * 1000);
}
