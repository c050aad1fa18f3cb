import type { AudioSource } from '@earmark/core/portable';
import { EarmarkError } from '@earmark/core/portable';
import { type OpenedFile, type OperationContext, contextDefaults } from './context.ts';
import { toBytes } from './data-url.ts';
import { invalid } from './refusal.ts';

/** Audio that the service fetches by itself, or bytes to send. */
type Source = { readonly url: string } | { readonly opened: OpenedFile };

/**
 * Says what an input's audio is, and opens it where it is local.
 *
 * No string ever reaches the client as a path: what is no URL is a path, and paths are opened by the host's policy alone.
 *
 * @throws EarmarkError `unsupported` for another scheme, by its name, `fs_denied`, `invalid`.
 */
async function openSource(audio: AudioSource, context: OperationContext): Promise<Source> {
  const given = audio instanceof URL ? audio.href : audio;
  if (typeof given !== 'string') return inMemory(given);
  const scheme = schemeOf(given);
  if (scheme === 'http' || scheme === 'https') {
    if (!URL.canParse(given)) throw invalid('`audio` must be a whole URL: this one cannot be read.');
    return { url: given };
  }
  if (scheme === 'data') return inMemory(toBytes(given, context.maxDataBytes ?? contextDefaults.maxDataBytes));
  if (scheme === undefined || scheme === 'file') return { opened: await openPath(given, context) };
  throw new EarmarkError('unsupported', `\`audio\` cannot be read from ${scheme}: give an http(s) URL or a data: URL.`);
}

/** Uses audio and closes it, whatever happens. */
export async function withSource<Value>(
  audio: AudioSource,
  context: OperationContext,
  use: (source: Source) => Promise<Value>,
): Promise<Value> {
  const source = await openSource(audio, context);
  try {
    return await use(source);
  } finally {
    if ('opened' in source) await source.opened.close();
  }
}

/** The URL under which the service finds the audio, once it is sent where that is needed. */
export async function toUrl(audio: AudioSource, context: OperationContext): Promise<string> {
  const { client, signal, onProgress } = context;
  return await withSource(audio, context, async (source) =>
    'url' in source ? source.url : await client.files.upload(source.opened.audio, { signal, onProgress }),
  );
}

// A drive letter is no scheme.
function schemeOf(text: string): string | undefined {
  return /^\s*([a-z][a-z0-9+.-]+):/i.exec(text)?.[1]?.toLowerCase();
}

function inMemory(audio: AudioSource): Source {
  return { opened: { audio, close: () => Promise.resolve() } };
}

async function openPath(path: string, { files = false }: OperationContext): Promise<OpenedFile> {
  if (files !== false) return await files.open(path);
  throw new EarmarkError(
    'fs_denied',
    '`audio` is a local path, and this host opens no local files: give an http(s) URL, or have it allow a folder.',
  );
}
