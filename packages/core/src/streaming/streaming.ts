import type { AudioSource } from '../audio.ts';
import { envelope } from '../envelope.ts';
import { EarmarkError } from '../errors.ts';
import { type Api, joinUrl } from '../http.ts';
import { toQuery } from '../listing.ts';
import type { HttpBody } from '../transport.ts';
import { type ChannelsSession, openChannelSessions } from './channels.ts';
import type { StreamingEvent } from './events.ts';
import type { LineDeps } from './line.ts';
import type { StreamingOptions } from './options.ts';
import { type StreamingParams, checkedParams } from './params.ts';
import { StreamingSession } from './session.ts';
import type { SocketTransport } from './socket.ts';

export interface StreamingToken {
  readonly token: string;
  readonly expires_in_seconds: number;
}

export interface TokenParams {
  /** 1 to 600. */
  readonly expires_in_seconds: number;
  /** 60 to 10800. @default 10800 */
  readonly max_session_duration_seconds?: number | undefined;
}

export interface StreamingDeps extends Omit<LineDeps, 'checked' | 'options' | 'tell' | 'mintToken' | 'sockets'> {
  readonly sockets: SocketTransport | undefined;
  readonly api: Api;
  readonly openAudio: (source: AudioSource) => Promise<HttpBody>;
}

const tokenShape = envelope<StreamingToken>({ token: 'string' });

/** Opens one session. */
export async function open(
  deps: StreamingDeps,
  params: StreamingParams,
  options: StreamingOptions,
): Promise<StreamingSession> {
  if (/\/v2\//.test(deps.streamingUrl)) {
    throw new EarmarkError('unsupported', 'The realtime API v2 has ended: `streamingUrl` is the host of /v3/ws.');
  }
  const { sockets } = deps;
  if (sockets === undefined)
    throw new EarmarkError('unsupported', 'Streaming needs `sockets`: this platform has none.');
  options.signal?.throwIfAborted();
  const mintToken = async (): Promise<string> => (await createToken(deps, { expires_in_seconds: 60 }, options)).token;
  // Without a ping, the service's heartbeat is the only sign of life in a silence.
  const beat = sockets.sendsHeaders ? {} : { session_heartbeat: true };
  return await StreamingSession.open({
    ...deps,
    sockets,
    mintToken,
    checked: checkedParams({ ...beat, ...params }),
    options,
  });
}

/** Opens a session for each channel. */
export async function openChannels(
  deps: StreamingDeps,
  count: number,
  params: StreamingParams,
  options: StreamingOptions,
): Promise<ChannelsSession> {
  return await openChannelSessions(count, deps.clock, () => open(deps, params, options));
}

/** Asks for a temporary token. */
export async function createToken(
  { api, streamingUrl }: Pick<StreamingDeps, 'api' | 'streamingUrl'>,
  params: TokenParams,
  { signal }: { readonly signal?: AbortSignal | undefined },
): Promise<StreamingToken> {
  const url = joinUrl(streamingUrl.replace(/^ws/i, 'http'), `/v3/token${toQuery({ ...params })}`);
  return await api.json(tokenShape, { method: 'GET', url, signal });
}

/** Streams audio that is already there, and yields what is heard. */
export async function* transcribe(
  deps: StreamingDeps,
  audio: AudioSource,
  params: StreamingParams,
  options: StreamingOptions,
): AsyncGenerator<StreamingEvent, void> {
  const body = await deps.openAudio(audio);
  const session = await open(deps, params, { pacing: 'real-time', ...options });
  const sent = send(session, body);
  sent.catch((error: unknown) => session.abort(error));
  try {
    yield* session;
    await sent;
  } finally {
    session.abort();
  }
}

async function send(session: StreamingSession, body: HttpBody): Promise<void> {
  for await (const chunk of body.read()) await session.write(chunk);
  await session.close();
}
