import { envelope } from './envelope.ts';
import { withTranscriptId } from './errors.ts';
import { type Api, joinUrl } from './http.ts';
import type { CallOptions } from './options.ts';
import type { Understanding as UnderstandingResult, UnderstandingParams } from './schemas/index.ts';

export interface Understanding {
  /**
   * Runs speech understanding on a transcript that exists: translation, speaker identification, custom formatting,
   * action items, summarization.
   *
   * The result is not kept by the service: a later `transcripts.get` does not show it.
   *
   * @throws EarmarkError `invalid` for a wrong task, `not_found` for an unknown transcript, `rate_limited`.
   * @see https://www.assemblyai.com/docs/speech-understanding
   */
  run(params: UnderstandingParams, options?: CallOptions): Promise<UnderstandingResult>;
}

const result = envelope<UnderstandingResult>({ speech_understanding: 'object' });
const silenceMs = 300_000;

export function createUnderstanding(api: Api, llmGatewayUrl: string): Understanding {
  return {
    async run(params, { signal } = {}) {
      signal?.throwIfAborted();
      const { checkedUnderstandingParams } = await import('./schemas/check-params.ts');
      const json = checkedUnderstandingParams(params);
      const url = joinUrl(llmGatewayUrl, '/understanding');
      return await api
        .json(result, { method: 'POST', url, body: { json }, signal, deadlineMs: silenceMs })
        .catch((error: unknown) => {
          throw withTranscriptId(error, params.transcript_id);
        });
    },
  };
}
