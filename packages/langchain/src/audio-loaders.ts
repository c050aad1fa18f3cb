import type { AudioSource, Client, CompletedTranscript, Paragraph, Sentence, TranscriptParams } from '@earmark/core';
import { EarmarkError } from '@earmark/core/portable';
import { Document } from '@langchain/core/documents';
import { createClient } from '#platform';
import { HostLoader } from './host-loader.ts';
import { isSilent, toRecording } from './recording.ts';

/** The API's parameters, and the audio: a URL, a path, bytes or a stream. */
export type AudioTranscriptParams = TranscriptParams &
  ({ readonly audio: AudioSource } | { readonly audio_url: AudioSource });

export interface AudioLoaderOptions {
  /** @default process.env.ASSEMBLYAI_API_KEY */
  readonly apiKey?: string | undefined;
  /** @default AssemblyAI's, in the US */
  readonly baseUrl?: string | undefined;
  /** @default createClient({ apiKey, baseUrl }) */
  readonly client?: Client | undefined;
  readonly signal?: AbortSignal | undefined;
}

// The constructors and documents of @langchain/community's loaders, so that only the import has to change.
// https://docs.langchain.com/oss/javascript/integrations/document_loaders/web_loaders/assemblyai_audio_transcription
abstract class AudioLoader extends HostLoader {
  protected readonly client: Client;
  protected readonly signal: AbortSignal | undefined;
  readonly #params: AudioTranscriptParams | string;

  /** @throws EarmarkError `auth` when there is no key, `invalid` when there is neither audio nor an id. */
  constructor(params: AudioTranscriptParams | string, { apiKey, baseUrl, client, signal }: AudioLoaderOptions = {}) {
    super();
    this.client = client ?? createClient({ apiKey, baseUrl });
    this.signal = signal;
    this.#params = typeof params === 'string' ? params : { ...params };
    if (typeof params === 'string' ? params !== '' : toAudio(params) !== undefined) return;
    throw new EarmarkError(
      'invalid',
      '`params.audio` must be audio or its URL; or give a transcript’s id for `params`.',
    );
  }

  /** @throws EarmarkError for a job that failed: it is never an empty document. */
  protected async transcript(): Promise<{ readonly transcript: CompletedTranscript; readonly isSilent: boolean }> {
    const [params, { transcripts }, options] = [this.#params, this.client, { signal: this.signal }];
    const done = async (): Promise<CompletedTranscript> => {
      if (typeof params === 'string') return await transcripts.wait(params, options);
      const { audio: _audio, audio_url: _url, ...rest } = params as TranscriptParams;
      return await transcripts.transcribe(toAudio(params) ?? '', rest, options);
    };
    const transcript = await done();
    return { transcript, isSilent: isSilent(toRecording(transcript)) };
  }
}

/** Loads one document of the whole text, with the whole transcript as its metadata; none where nothing was said. */
export class AudioTranscriptLoader extends AudioLoader {
  override async load(): Promise<Document<CompletedTranscript>[]> {
    const { transcript, isSilent: isEmpty } = await this.transcript();
    return isEmpty ? [] : [new Document({ pageContent: transcript.text ?? '', metadata: transcript })];
  }
}

/** Loads a document for each paragraph, with the paragraph as its metadata. */
export class AudioTranscriptParagraphsLoader extends AudioLoader {
  override async load(): Promise<Document<Paragraph>[]> {
    const { transcript, isSilent: isEmpty } = await this.transcript();
    if (isEmpty) return [];
    const { paragraphs } = await this.client.transcripts.paragraphs(transcript.id, { signal: this.signal });
    return paragraphs.map((paragraph) => new Document({ pageContent: paragraph.text, metadata: paragraph }));
  }
}

/** Loads a document for each sentence, with the sentence as its metadata. */
export class AudioTranscriptSentencesLoader extends AudioLoader {
  override async load(): Promise<Document<Sentence>[]> {
    const { transcript, isSilent: isEmpty } = await this.transcript();
    if (isEmpty) return [];
    const { sentences } = await this.client.transcripts.sentences(transcript.id, { signal: this.signal });
    return sentences.map((sentence) => new Document({ pageContent: sentence.text, metadata: sentence }));
  }
}

/** Loads one document of captions, the text of an `.srt` or `.vtt` file; none where nothing was said. */
export class AudioSubtitleLoader extends AudioLoader {
  readonly #format: 'srt' | 'vtt';

  constructor(
    params: AudioTranscriptParams | string,
    subtitleFormat: 'srt' | 'vtt' = 'srt',
    options: AudioLoaderOptions = {},
  ) {
    super(params, options);
    this.#format = subtitleFormat;
    if (['srt', 'vtt'].includes(subtitleFormat)) return;
    throw new EarmarkError('invalid', "`subtitleFormat` must be 'srt' or 'vtt'.");
  }

  override async load(): Promise<Document[]> {
    const { transcript, isSilent: isEmpty } = await this.transcript();
    if (isEmpty) return [];
    const text = await this.client.transcripts.subtitles(transcript.id, this.#format, { signal: this.signal });
    return [new Document({ pageContent: text })];
  }
}

function toAudio(params: AudioTranscriptParams): AudioSource | undefined {
  const given: readonly unknown[] = [params['audio'], params['audio_url']];
  return given.find(isPresent);
}

function isPresent(audio: unknown): audio is AudioSource {
  return (typeof audio === 'string' && audio !== '') || (typeof audio === 'object' && audio !== null);
}
