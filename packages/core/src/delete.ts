import { EarmarkError, withTranscriptId } from './errors.ts';
import type { Api } from './http.ts';
import type { CallOptions } from './options.ts';
import { surelyUndone } from './retry.ts';
import type { Transcript } from './schemas/index.ts';
import { job } from './job.ts';

type Delete = (id: string, options?: CallOptions) => Promise<Transcript>;

const deletedUrl = 'http://deleted_by_user';

/** Returns a function that deletes, and that looks before it does so again when the answer was lost. */
export function createDelete(api: Api, urlOf: (id: string) => string): Delete {
  return async (id, { signal } = {}) => {
    const remove = (): Promise<Transcript> => api.json(job, { method: 'DELETE', url: urlOf(id), signal });
    try {
      return await remove().catch(async (error: unknown) => {
        signal?.throwIfAborted();
        if (!EarmarkError.is(error) || !error.retryable || surelyUndone(error)) throw error;
        const left = await api.json(job, { method: 'GET', url: urlOf(id), signal });
        return left.audio_url === deletedUrl ? left : await remove();
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw withTranscriptId(error, id);
    }
  };
}
