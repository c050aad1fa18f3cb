import { randomFillSync } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Case } from '../case.ts';
import { inFreshProcess, inTurn, of } from '../measure.ts';
import type { Row } from '../table.ts';

const mega = 1_000_000;

/** One file from a path, in a fresh process. */
export const upload: Case = async ({ url, tlsUrl, folder }) => {
  const usual = await makeFile(join(folder, 'usual.bin'), 200 * mega);
  const large = await makeFile(join(folder, 'large.bin'), 1500 * mega);
  return [
    ...(await rows('200 MB, http', { url, file: usual }, { speed: 2.4, memory: 0.38 })),
    ...(await rows('200 MB, https', { url: tlsUrl, file: usual }, { speed: 2 })),
    ...(await rows('1.5 GB, http', { url, file: large }, { memory: 0.07 })),
  ];
};

async function rows(
  what: string,
  params: { url: string; file: string },
  target: { speed?: number; memory?: number },
): Promise<Row[]> {
  const found = await inTurn(['sdk', 'ours', 'floor'], (side) => inFreshProcess('upload', { side, ...params }));
  const row = (name: string, unit: string, metric: string): Row => ({
    what: `upload ${name}, ${what}`,
    unit,
    sdk: of(metric, found.sdk),
    ours: of(metric, found.ours),
    floor: { is: params.url.startsWith('https') ? 'node:https' : 'node:http', value: of(metric, found.floor) },
  });
  return [
    { ...row('speed', 'MB/s', 'megabytesPerSecond'), ...(target.speed && { target: { atLeast: target.speed } }) },
    row('CPU', 'ms', 'cpuMs'),
    { ...row('peak memory', 'MiB', 'peakRssMiB'), ...(target.memory && { target: { atMost: target.memory } }) },
  ];
}

// What is beyond the first 200 MB is a hole, which reads as zeros: no transport cares.
async function makeFile(path: string, bytes: number): Promise<string> {
  const file = await open(path, 'w');
  const block = randomFillSync(Buffer.allocUnsafe(mega));
  for (let written = 0; written < Math.min(bytes, 200 * mega); written += mega) await file.write(block);
  await file.truncate(bytes);
  await file.close();
  return path;
}
