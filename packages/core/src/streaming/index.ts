import type { AudioSource } from '../audio.ts';
import type { ChannelsSession } from './channels.ts';
import type { StreamingEvent } from './events.ts';
import type { StreamingOptions } from './options.ts';
import type { StreamingParams } from './params.ts';
import type { StreamingSession } from './session.ts';
import type { StreamingDeps, StreamingToken, TokenParams } from './streaming.ts';

export interface Streaming {
  /**
   * Opens a session of streaming speech-to-text; resolves when the service has said Begin.
   *
   * A lost connection is replaced by another within the reconnect budget, and audio that was not final is sent again.
   *
   * @throws EarmarkError `auth`, `account`, `invalid`, `too_many_sessions` (retryable) at once; `network`, `timeout` or
   * `service` when the budget is spent; `unsupported` for the realtime API v2.
   * @see https://www.assemblyai.com/docs/speech-to-text/universal-streaming
   */
  open(params?: StreamingParams, options?: StreamingOptions): Promise<StreamingSession>;
  /** Opens a session for each channel, with one stream of events. */
  openChannels(count: number, params?: StreamingParams, options?: StreamingOptions): Promise<ChannelsSession>;
  /** Streams raw audio that is already there, in real time unless `pacing` says otherwise, and yields what is heard. */
  transcribe(
    audio: AudioSource,
    params?: StreamingParams,
    options?: StreamingOptions,
  ): AsyncGenerator<StreamingEvent, void>;
  /** Makes a temporary token, good for one session, so that a browser needs no key. */
  createToken(params: TokenParams, options?: { readonly signal?: AbortSignal | undefined }): Promise<StreamingToken>;
}

const load = () => import('./streaming.ts');

/** The streaming API; what it needs is loaded when it is first asked for. */
export function createStreaming(deps: StreamingDeps): Streaming {
  return {
    open: async (params = {}, options = {}) => await (await load()).open(deps, params, options),
    openChannels: async (count, params = {}, options = {}) =>
      await (await load()).openChannels(deps, count, params, options),
    async *transcribe(audio, params = {}, options = {}) {
      yield* (await load()).transcribe(deps, audio, params, options);
    },
    createToken: async (params, options = {}) => await (await load()).createToken(deps, params, options),
  };
}
