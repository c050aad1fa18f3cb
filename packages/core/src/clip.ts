import type { AudioSource } from './audio.ts';
import { envelope } from './envelope.ts';
import { EarmarkError } from './errors.ts';
import { type Api, joinUrl } from './http.ts';
import type { CallOptions } from './options.ts';
import type { Clip, ClipParams, KnownClipModel, Suggested } from './schemas/index.ts';
import type { HttpBody } from './transport.ts';

/**
 * Transcribes a short clip in one round trip, without a job and without waiting: WAV, or raw 16-bit little-endian PCM
 * when `sample_rate` and `channels` are given; 80 ms to 120 s, up to 40 MB.
 *
 * @throws EarmarkError `unsupported` for an http(s) URL, which this API does not fetch, `invalid` for audio it refuses.
 * Asked again only when the service surely did nothing: a clip is paid for.
 * @see https://www.assemblyai.com/docs/sync-stt
 */
export type TranscribeClip = (
  audio: AudioSource,
  params?: ClipParams,
  options?: CallOptions & { readonly model?: Suggested<KnownClipModel> | undefined },
) => Promise<Clip>;

const clip = envelope<Clip>({ text: 'string', 'words?': 'array' });
const usualModel = 'universal-3-5-pro';

export function createTranscribeClip(
  api: Api,
  syncUrl: string,
  open: (source: AudioSource) => Promise<HttpBody>,
  random: () => number,
): TranscribeClip {
  return async (audio, params = {}, { signal, model = usualModel } = {}) => {
    signal?.throwIfAborted();
    const { checkedClipParams } = await import('./schemas/check-params.ts');
    const config = checkedClipParams(params);
    const sound = await open(audio);
    if (sound.size === 0) throw new EarmarkError('invalid', 'The audio is empty: it has 0 bytes.');
    const boundary = `earmark-${String(random()).slice(2)}${String(random()).slice(2)}`;
    const type = config.sample_rate === undefined ? 'audio/wav' : 'audio/pcm';
    return await api.json(clip, {
      method: 'POST',
      url: joinUrl(syncUrl, '/v1/transcribe'),
      headers: { 'x-aai-model': model },
      body: {
        bytes: toForm(sound, type, JSON.stringify(config), boundary),
        type: `multipart/form-data; boundary=${boundary}`,
      },
      signal,
    });
  };
}

function toForm(sound: HttpBody, type: string, config: string, boundary: string): HttpBody {
  const part = (name: string, kind: string): string =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${name === 'audio' ? '; filename="audio"' : ''}\r\ncontent-type: ${kind}\r\n\r\n`;
  const encoder = new TextEncoder();
  const head = encoder.encode(`${part('config', 'application/json')}${config}\r\n${part('audio', type)}`);
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  return {
    size: sound.size === undefined ? undefined : head.byteLength + sound.size + tail.byteLength,
    replayable: sound.replayable,
    async *read() {
      yield head;
      yield* sound.read();
      yield tail;
    },
  };
}
