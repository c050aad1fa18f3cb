import { EventEmitter, once } from 'node:events';
import type { Final, StreamCall, Subject } from '@earmark/conformance';
import { createClient } from '@earmark/core';
import { initializeLogger, stt } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';
import { STT } from '../src/index.ts';

const why = 'a voice agent hears audio that is live';

export const subject: Subject = {
  name: '@earmark/livekit',
  capabilities: { transcribe: why, abort: true, clock: true, stream: true },
  transcribe: () => Promise.reject(new Error(why)),
  async *stream(place, call) {
    initializeLogger({ pretty: false, level: 'silent' });
    const events = new EventEmitter();
    const begun = once(events, 'event');
    const ear = new STT({
      client: createClient(place),
      extraParams: call.params,
      streaming: { reconnect: { attempts: 10, withinMs: 60_000 } },
      onEvent: () => void events.emit('event'),
    });
    try {
      yield* converse(ear, call, begun);
    } finally {
      await ear.close();
    }
  },
};

async function* converse(ear: STT, { audio, signal }: StreamCall, begun: Promise<unknown>): AsyncGenerator<Final> {
  signal?.throwIfAborted();
  const errors: Error[] = [];
  ear.on('error', ({ error }) => void errors.push(error));
  // What the host would try again is told at once.
  const stream = ear.stream({ connOptions: { maxRetry: 0, retryIntervalMs: 0, timeoutMs: 10_000 } });
  signal?.addEventListener('abort', () => stream.close(), { once: true });
  void begun.then(() => feed(stream, audio));
  for await (const { type, alternatives } of stream) {
    if (type === stt.SpeechEventType.FINAL_TRANSCRIPT && alternatives !== undefined) yield toFinal(alternatives[0]);
  }
  signal?.throwIfAborted();
  if (errors[0] !== undefined) throw errors[0];
}

// A frame holds whole samples, a chunk may not.
async function feed(stream: stt.SpeechStream, audio: StreamCall['audio']): Promise<void> {
  let rest = new Uint8Array();
  for await (const chunk of audio) {
    const bytes = Uint8Array.of(...rest, ...chunk);
    const samples = new Int16Array(bytes.slice(0, bytes.length & ~1).buffer);
    rest = bytes.slice(samples.byteLength);
    if (samples.length > 0) stream.pushFrame(new AudioFrame(samples, 16_000, 1, samples.length));
  }
  stream.endInput();
}

function toFinal({ text, words = [] }: stt.SpeechData): Final {
  return {
    text,
    words: words.map((word) => ({ text: word.text, startMs: toMs(word.startTime), endMs: toMs(word.endTime) })),
  };
}

const toMs = (seconds = 0): number => Math.round(seconds * 1000);
