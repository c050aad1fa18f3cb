import type { Case } from '../case.ts';
import { inFreshProcess, inTurn, of } from '../measure.ts';
import type { Row } from '../table.ts';

/** A transcript of ten hours, 90,000 words; diarised, every word stands in it twice. */
export const largeGet: Case = async ({ url }) => [
  ...(await rows(url, 'plain', { objects: 0.9, columns: 0.47, block: 0.23, held: 0.26 })),
  ...(await rows(url, 'diarised', { objects: 0.9, columns: 0.38, block: 0.13, held: 0.14 })),
];

async function rows(
  url: string,
  id: string,
  target: { objects: number; columns: number; block: number; held: number },
): Promise<Row[]> {
  const found = await inTurn(['sdk', 'ours', 'columns', 'bytes', 'shape', 'parse'], (reader) =>
    inFreshProcess('large-get', { reader, url, id }, ['--expose-gc']),
  );
  const row = (what: string, metric: string, ours: 'ours' | 'columns', atMost?: number): Row => ({
    what: `${what}, 10 h ${id}`,
    unit: metric === 'retainedMiB' ? 'MiB' : 'ms',
    sdk: of(metric, found.sdk),
    ours: of(metric, found[ours]),
    ...(atMost !== undefined && { target: { atMost } }),
  });
  const parsing = { floor: { is: 'JSON.parse alone', value: of('ms', found.parse) } };
  const receiving = { floor: { is: 'bytes alone', value: of('blockMs', found.bytes) } };
  const scanning = { floor: { is: 'words of one shape alone', value: of('ms', found.shape) } };
  return [
    { ...row('`get`', 'ms', 'ours', target.objects), ...parsing },
    row('loop blocked by `get`', 'blockMs', 'ours'),
    { ...row('`columns`', 'ms', 'columns', target.columns), ...scanning },
    { ...row('loop blocked by `columns`', 'blockMs', 'columns', target.block), ...receiving },
    row('held by `columns`', 'retainedMiB', 'columns', target.held),
  ];
}
