import type { StreamingEvent, StreamingParams, TurnFields } from '@earmark/core';
import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import type {
  Experimental_TranscriptionModelV4StreamOptions as Options,
  Experimental_TranscriptionModelV4StreamPart as Part,
  Experimental_TranscriptionModelV4StreamResult as Result,
  SharedV4Warning,
} from '@ai-sdk/provider';
import { type Called, toHostError } from '../errors.ts';
import { accountModel, streamingTable } from '../options/names.ts';
import { toParams } from '../options/to-params.ts';
import { stoppable, toReadable } from '../readable.ts';
import { type Headers, type Means, ownHeaders } from '../settings.ts';
import { bytesOf } from './audio.ts';
import { toLanguage } from './result.ts';
import type { Segment } from './segments.ts';

type Events = AsyncGenerator<StreamingEvent, void>;

/**
 * Streams raw audio, and resolves when the service has begun to listen.
 *
 * A lost connection is replaced by another, unseen from here; what ends the session for good ends the stream with an error.
 */
export async function streamTranscription(modelId: string, means: Means, options: Options): Promise<Result> {
  const called = { url: `${means.addressOf('streaming')}/v3/ws`, mayRetry: false };
  const { signal, stop } = stoppable(options.abortSignal);
  const audio = bytesOf(options.audio, signal);
  try {
    signal.throwIfAborted();
    const { params, warnings } = toParams(options.providerOptions, streamingTable);
    const model = modelId === accountModel ? {} : { speech_model: modelId };
    const whole = { ...formatOf(options.inputAudioFormat), ...model, ...params };
    const { streaming } = means.client();
    const events = streaming.transcribe(audio, whole, { pacing: 'off', signal });
    // Resolves with the service's Begin, so that a refused key rejects here.
    const first = await events.next();
    const told = [...warnings, ...aboutHeaders(options.headers)];
    const parts = toParts({
      first,
      events,
      whole,
      warnings: told,
      isRaw: options.includeRawChunks === true,
      called,
      stop,
    });
    return {
      stream: toReadable({ parts, stop }),
      response: { timestamp: new Date(), modelId: modelOf(whole, modelId) },
    };
  } catch (error) {
    stop(error);
    await options.audio.cancel(error).catch(() => undefined);
    throw toHostError(error, called);
  }
}

interface Making {
  readonly first: IteratorResult<StreamingEvent, void>;
  readonly events: Events;
  readonly whole: StreamingParams;
  readonly warnings: SharedV4Warning[];
  readonly isRaw: boolean;
  readonly called: Called;
  readonly stop: (reason: unknown) => void;
}

async function* toParts({ first, events, warnings, isRaw, called, stop }: Making): AsyncGenerator<Part, void> {
  yield { type: 'stream-start', warnings };
  const segments: Segment[] = [];
  let [language, seconds]: [string | undefined, number | undefined] = [undefined, undefined];
  try {
    for (let next = first; next.done !== true; next = await events.next()) {
      const event = next.value;
      if (isRaw) yield { type: 'raw', rawValue: event };
      if (event.type === 'turn-delta' && event.transcript !== '') yield toPartial(event);
      if (event.type === 'turn-end' && event.transcript !== '') {
        const final = toFinal(event);
        const { text, startSecond, endSecond } = final;
        segments.push({ text, startSecond: startSecond ?? 0, endSecond: endSecond ?? 0 });
        language = toLanguage(event.language_code) ?? language;
        yield final;
      }
      if (event.type === 'session-end') seconds = event.audio_duration_seconds;
    }
  } catch (error) {
    throw toHostError(error, called);
  } finally {
    stop(undefined);
    await events.return();
  }
  const text = segments.map((segment) => segment.text).join(' ');
  const known = {
    ...(language === undefined ? {} : { language }),
    ...(seconds === undefined ? {} : { durationInSeconds: seconds }),
  };
  yield { type: 'finish', text, segments, ...known };
}

function toPartial(turn: TurnFields): Part {
  const [first, last] = [turn.words[0], turn.words.at(-1)];
  const times =
    first === undefined || last === undefined
      ? {}
      : { startSecond: first.start / 1000, durationInSeconds: (last.end - first.start) / 1000 };
  return { type: 'transcript-partial', id: String(turn.turn_order), text: turn.transcript, ...times };
}

function toFinal(turn: TurnFields): Extract<Part, { type: 'transcript-final' }> {
  const [first, last] = [turn.words[0], turn.words.at(-1)];
  const times =
    first === undefined || last === undefined ? {} : { startSecond: first.start / 1000, endSecond: last.end / 1000 };
  const words = turn.words.map(({ text, start, end, confidence }) => ({ text, start, end, confidence }));
  const speaker = turn.speaker_label;
  const metadata = { assemblyai: { words, ...(typeof speaker === 'string' ? { speaker } : {}) } };
  return {
    type: 'transcript-final',
    id: String(turn.turn_order),
    text: turn.transcript,
    ...times,
    providerMetadata: metadata,
  };
}

const encodings: Readonly<Record<string, { readonly encoding: string; readonly rate: number | undefined }>> =
  Object.freeze({
    'audio/pcm': { encoding: 'pcm_s16le', rate: undefined },
    'audio/pcmu': { encoding: 'pcm_mulaw', rate: 8000 },
  });

function formatOf({ type, rate }: Options['inputAudioFormat']): StreamingParams {
  const name = type.toLowerCase();
  const found = Object.hasOwn(encodings, name) ? encodings[name] : undefined;
  if (found === undefined) {
    const message =
      '`inputAudioFormat.type` must be audio/pcm (16 bits, little-endian) or audio/pcmu: the service streams no other.';
    throw new UnsupportedFunctionalityError({ functionality: 'inputAudioFormat.type', message });
  }
  const sampleRate = rate ?? found.rate;
  return { encoding: found.encoding, ...(sampleRate === undefined ? {} : { sample_rate: sampleRate }) };
}

function modelOf({ speech_model }: StreamingParams, modelId: string): string {
  return speech_model ?? modelId;
}

function aboutHeaders(headers: Headers | undefined): SharedV4Warning[] {
  if (ownHeaders(headers).length === 0) return [];
  return [{ type: 'unsupported', feature: 'headers', details: 'Not sent: a stream has no headers of the caller’s.' }];
}
