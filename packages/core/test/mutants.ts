import type { Clock, Place, Subject, TranscribeCall } from '@earmark/conformance';
import { EarmarkError, type NodeClientOptions, type Transport, createClient } from '../src/index.ts';
import { createFetchTransport } from '../src/edge.ts';
import { streamMutants } from './stream-mutants.ts';
import { clientAt, subject, toFinals, toHeard } from './subject.ts';

type Transcribe = Subject['transcribe'];

/** The reference subject, asked in another way than it was. */
function asking(change: (params: TranscribeCall['params']) => TranscribeCall['params']): Subject {
  return {
    ...subject,
    transcribe: (place, call) => subject.transcribe(place, { ...call, params: change(call.params) }),
    stream: (place, call) => subject.stream(place, { ...call, params: change(call.params) }),
  };
}

/** The reference subject, whose errors become something else. */
function failing(become: (error: unknown, place: Place) => ReturnType<Transcribe>): Subject {
  return {
    ...subject,
    transcribe: (place, call) => subject.transcribe(place, call).catch((error: unknown) => become(error, place)),
    async *stream(place, call) {
      try {
        yield* subject.stream(place, call);
      } catch (error) {
        await become(error, place);
      }
    },
  };
}

/** The reference subject over a client that is made in another way. */
function over(options: (place: Place) => NodeClientOptions): Subject {
  return {
    ...subject,
    async transcribe(place, { audio, params, signal }) {
      const client = createClient({ ...place, ...options(place) });
      return toHeard(await client.transcripts.transcribe(audio, params, { signal }));
    },
    stream: (place, { audio, params, signal }) =>
      toFinals(
        createClient({ ...place, ...options(place) }).streaming.transcribe(audio, params, { ...unpaced, signal }),
      ),
  };
}

const unpaced = { pacing: 'off' } as const;
const send = createFetchTransport();

const submitsAgain: Transport = async (request) =>
  await send(request).catch(async (error: unknown) => {
    if (request.method !== 'POST' || request.signal?.aborted === true) throw error;
    return await send(request);
  });

const neverAgain: Transport = async (request) => {
  const answer = await send(request);
  if (answer.status < 500) return answer;
  throw new EarmarkError('service', 'The service failed.');
};

const following: Transport = async (request) => {
  const answer = await send(request);
  const { location } = answer.headers;
  return answer.status === 307 && location !== undefined ? await send({ ...request, url: location }) : answer;
};

function patient(clock: Clock): Clock {
  const never = new Promise<void>(() => undefined);
  return {
    now: clock.now,
    sleep: (ms, signal, purpose) => (purpose === 'deadline' ? never : clock.sleep(ms, signal, purpose)),
  };
}

async function* wholeBuffers(audio: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of audio) yield new Uint8Array(chunk.buffer);
}

/** The reference subject, broken in one way each. */
export const mutants: Readonly<Record<string, Subject>> = {
  'resolves-a-failed-job': failing(async (error) => {
    if (EarmarkError.is(error, 'transcript_failed')) return { text: '', segments: [] };
    throw error;
  }),
  'leaks-the-key': failing(async (error, { apiKey }) => {
    throw Object.assign(error as Error, { request: { headers: { authorization: apiKey } } });
  }),
  'throws-plain-objects': failing(async (error) => {
    throw { message: (error as Error).message }; // oxlint-disable-line typescript/only-throw-error -- the mutation
  }),
  'forgets-the-id': failing(async (error) => {
    throw new Error(EarmarkError.is(error) ? error.serviceMessage : 'unknown');
  }),
  'repeats-the-service': failing(async (error, { apiKey }) => {
    throw new Error((error as Error).message.replace('[key]', apiKey));
  }),
  'deaf-while-waiting': {
    ...subject,
    async transcribe(place, { audio, params }) {
      return toHeard(await clientAt(place).transcripts.transcribe(audio, params));
    },
    stream: (place, call) => subject.stream(place, { ...call, signal: undefined }),
  },
  'times-in-seconds': {
    ...subject,
    async transcribe(place, call) {
      const { text, segments } = await subject.transcribe(place, call);
      return {
        text,
        segments: segments.map((one) => ({ ...one, startMs: one.startMs / 1000, endMs: one.endMs / 1000 })),
      };
    },
  },
  'drops-falsy-values': asking((params) =>
    Object.fromEntries(Object.entries(params).filter(([, value]) => Boolean(value))),
  ),
  'sends-the-undefined': asking((params) =>
    Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value ?? false])),
  ),
  'writes-into-params': asking((params) => Object.assign(params, { punctuate: true })),
  'sends-the-whole-buffer': {
    ...subject,
    transcribe: (place, call) => subject.transcribe(place, { ...call, audio: new Uint8Array(call.audio.buffer) }),
    stream: (place, call) => subject.stream(place, { ...call, audio: wholeBuffers(call.audio) }),
  },
  'submits-blindly': over(() => ({ transport: submitsAgain })),
  'gives-up-at-once': over(() => ({ transport: neverAgain })),
  'follows-redirects': over(() => ({ transport: following })),
  'waits-for-ever': over(({ clock }) => (clock === undefined ? {} : { clock: patient(clock) })),
  ...streamMutants,
};
