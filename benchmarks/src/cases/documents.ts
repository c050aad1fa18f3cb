import type { Case } from '../case.ts';
import { inFreshProcess, inTurn, of } from '../measure.ts';
import type { Loader } from '../subjects/documents.ts';

const rows = [
  { what: 'time for each document', unit: 'µs', metric: 'documentUs', target: { atMost: 1 } },
  { what: 'loop blocked', unit: 'ms', metric: 'blockMs', target: { atMost: 0.5 } },
  { what: 'peak memory', unit: 'MiB', metric: 'peakMiB', target: { atMost: 1 } },
  { what: 'how many', unit: 'count', metric: 'documents' },
];

/**
 * Ten hours of three speakers, 90,000 words, become LangChain documents: chunks of ours, and paragraphs of
 * `@langchain/community`, which loads them by the SDK.
 */
export const documents: Case = async ({ url }) => {
  const sides: readonly Loader[] = ['community', 'ours'];
  const found = await inTurn(sides, (loader) => inFreshProcess('documents', { loader, url, id: 'diarised' }));
  return rows.map(({ what, metric, ...row }) => ({
    ...row,
    what: `documents of 10 h, ${what}`,
    sdk: of(metric, found.community),
    ours: of(metric, found.ours),
  }));
};
