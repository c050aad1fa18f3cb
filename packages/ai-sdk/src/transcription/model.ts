import type { AudioSource } from '@earmark/core';
import { InvalidArgumentError } from '@ai-sdk/provider';
import type { SharedV4Warning, TranscriptionModelV4, TranscriptionModelV4Result } from '@ai-sdk/provider';
import { toHostError } from '../errors.ts';
import { accountModel, transcriptionTable } from '../options/names.ts';
import { type Params, toParams } from '../options/to-params.ts';
import { type Headers, type Means, ownHeaders } from '../settings.ts';
import { toBytes } from './audio.ts';
import { toResult } from './result.ts';
import { streamTranscription } from './stream.ts';

interface Call {
  readonly providerOptions?: Readonly<Record<string, unknown>>;
  readonly abortSignal?: AbortSignal;
  readonly headers?: Headers;
}

const retired = ['best', 'nano'];

/** Creates a model that hears recordings, by URL or bytes, and live audio. */
export function createTranscriptionModel(modelId: string, means: Means): Required<TranscriptionModelV4> {
  if (typeof modelId !== 'string' || modelId === '') {
    const message = '`modelId` must be the name of a speech model, or be left out for the account’s own.';
    throw new InvalidArgumentError({ argument: 'modelId', message });
  }

  async function transcribe(open: () => AudioSource, call: Call): Promise<TranscriptionModelV4Result> {
    const { abortSignal: signal, headers } = call;
    const { timeoutMs, pollIntervalMs, webhook } = means.settings;
    try {
      signal?.throwIfAborted();
      const { params, warnings } = asked(modelId, call, means);
      const audio = open();
      const waiting = { signal, timeoutMs, pollIntervalMs, webhook };
      const transcript = await means.client(headers).transcripts.transcribe(audio, params, defined(waiting));
      return toResult(transcript, modelId, warnings);
    } catch (error) {
      throw toHostError(error, { url: `${means.addressOf('api')}/v2/transcript`, mayRetry: false });
    }
  }

  return Object.freeze({
    specificationVersion: 'v4',
    provider: 'assemblyai.transcription',
    modelId,
    doGenerate: async ({ audio, ...call }) => await transcribe(() => toBytes(audio), call),
    async doGenerateFromUrl({ audio, ...call }) {
      // What the service cannot fetch by itself, `ai` downloads.
      return /^https?:$/.test(audio.protocol) ? await transcribe(() => audio, call) : undefined;
    },
    doStream: async (options) => await streamTranscription(modelId, means, options),
  } satisfies Required<TranscriptionModelV4>);
}

function asked(modelId: string, { providerOptions, headers }: Call, { settings }: Means): Params {
  const { params, warnings } = toParams(providerOptions, transcriptionTable);
  const names = modelId === accountModel || isNamed(params) ? {} : { speech_models: [modelId] };
  const more: SharedV4Warning[] = [];
  if (retired.includes(modelId)) {
    const message = `\`${modelId}\` is retired. Use universal-3-5-pro, or leave the id out for the account’s own model.`;
    more.push({ type: 'deprecated', setting: 'modelId', message });
  }
  if (params['webhook_url'] !== undefined && settings.webhook === undefined) {
    const message =
      'The service calls `webhookUrl`, and `transcribe()` looks at the job all the same, as it has to return the text. ' +
      'With `webhook` among the provider’s settings, it waits for that call instead.';
    more.push({ type: 'other', message });
  }
  return {
    params: { ...names, ...params },
    warnings: [...warnings, ...more, ...aboutHeaders(headers, settings.client)],
  };
}

function isNamed(params: Readonly<Record<string, unknown>>): boolean {
  return params['speech_models'] !== undefined || params['speech_model'] !== undefined;
}

/** Headers cannot be added to what a client sends that was made elsewhere. */
function aboutHeaders(headers: Headers | undefined, client: unknown): SharedV4Warning[] {
  if (client === undefined || ownHeaders(headers).length === 0) return [];
  return [{ type: 'unsupported', feature: 'headers', details: 'Not sent: the provider was made with a `client`.' }];
}

function defined<Values extends object>(values: Values): Partial<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Values>; // oxlint-disable-line typescript/no-unsafe-type-assertion -- by the filter
}
