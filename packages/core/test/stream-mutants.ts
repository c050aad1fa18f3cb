import type { Final, StreamCall, Subject } from '@earmark/conformance';
import { EarmarkError, type SocketTransport, type StreamingEvent, createClient } from '../src/index.ts';
import { openWs } from '../src/node/ws-transport.ts';
import { clientAt, subject, toFinals } from './subject.ts';

type Stream = Required<Subject>['stream'];

const streaming = (stream: Stream): Subject => ({ ...subject, stream });

/** The reference subject, whose errors become something else, or are the end. */
function failing(become: (error: unknown) => Error | undefined): Subject {
  return streaming(async function* (place, call) {
    try {
      yield* subject.stream(place, call);
    } catch (error) {
      const other = become(error);
      if (other !== undefined) throw other;
    }
  });
}

/** The reference subject over what core tells, changed on the way. */
function telling(change: (events: AsyncIterable<StreamingEvent>) => AsyncIterable<StreamingEvent>): Subject {
  return streaming((place, { audio, params, signal }) =>
    toFinals(change(clientAt(place).streaming.transcribe(audio, params, { pacing: 'off', signal }))),
  );
}

async function* startingAnew(events: AsyncIterable<StreamingEvent>): AsyncGenerator<StreamingEvent, void> {
  let baseMs = 0;
  for await (const event of events) {
    if (event.type === 'reconnect') baseMs = event.fromMs;
    if (event.type !== 'turn-end') yield event;
    else {
      const words = event.words.map((word) => ({ ...word, start: word.start - baseMs, end: word.end - baseMs }));
      yield { ...event, words };
    }
  }
}

async function* choking(events: AsyncIterable<StreamingEvent>): AsyncGenerator<StreamingEvent, void> {
  for await (const event of events) {
    if (event.type === 'unknown') throw new SyntaxError('Unexpected end of JSON input');
    yield event;
  }
}

async function* wholeFrames(audio: StreamCall['audio']): AsyncGenerator<Uint8Array, void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of audio) chunks.push(chunk);
  const all = Buffer.concat(chunks);
  yield all.subarray(0, all.length - (all.length % 1_600));
}

// Attaches its ears once the handshake is over, when what came with it has gone by.
const late: SocketTransport = {
  sendsHeaders: true,
  async open(request, listener) {
    let isThere = false;
    const onMessage = (data: string | Uint8Array): void => (isThere ? listener.onMessage(data) : undefined);
    const socket = await openWs(request, { ...listener, onMessage, onPong: () => listener.onPong() });
    isThere = true;
    return socket;
  },
};

/** The reference subject, its streaming broken in one way each. */
export const streamMutants: Readonly<Record<string, Subject>> = {
  'tells-finals-twice': streaming(async function* (place, call) {
    for await (const final of subject.stream(place, call)) yield* [final, final];
  }),
  'chokes-on-surprises': telling(choking),
  'starts-times-anew': telling(startingAnew),
  'never-reconnects': streaming((place, { audio, params }) =>
    toFinals(clientAt(place).streaming.transcribe(audio, params, { pacing: 'off', reconnect: { attempts: 0 } })),
  ),
  'hangs-up-with-the-audio': streaming(async function* (place, call) {
    let isOver = false;
    async function* watched(): AsyncGenerator<Uint8Array, void> {
      yield* call.audio;
      isOver = true;
    }
    const finals: Final[] = [];
    for await (const final of subject.stream(place, { ...call, audio: watched() })) if (!isOver) finals.push(final);
    yield* finals;
  }),
  'drops-the-tail': streaming((place, call) => subject.stream(place, { ...call, audio: wholeFrames(call.audio) })),
  'listens-late': streaming((place, { audio, params }) =>
    toFinals(createClient({ ...place, sockets: late }).streaming.transcribe(audio, params, { pacing: 'off' })),
  ),
  'knocks-again': streaming(async function* (place, call) {
    try {
      yield* subject.stream(place, call);
    } catch {
      yield* subject.stream(place, call);
    }
  }),
  'never-retryable': failing((error) => new Error(EarmarkError.is(error) ? error.message : 'unknown')),
  'swallows-errors': failing(() => undefined),
};
