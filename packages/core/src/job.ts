import { envelope } from './envelope.ts';
import type { Transcript } from './schemas/index.ts';

/** A job, as far as it is checked: words are typed, and not walked. */
export const job = envelope<Transcript>({
  id: 'string',
  status: ['queued', 'processing', 'completed', 'error'],
  'text?': 'string',
  'words?': 'array',
  'utterances?': 'array',
});
