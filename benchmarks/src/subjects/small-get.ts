import { request } from 'undici';
import { type Side, openClient } from './clients.ts';
import { cpuMs, subject } from './subject.ts';

const warmUp = 500;
const measured = 1500;

void subject(async ({ side, url, concurrency }: { side: Side | 'floor'; url: string; concurrency: number }) => {
  const get = side === 'floor' ? bareGet(url) : (await openClient(side, url)).get;
  await many(get, warmUp, concurrency);
  const since = process.cpuUsage();
  await many(get, measured, concurrency);
  return { cpuUs: (cpuMs(since) * 1000) / measured };
});

async function many(get: (id: string) => Promise<unknown>, count: number, concurrency: number): Promise<void> {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await get('small');
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

function bareGet(url: string): (id: string) => Promise<unknown> {
  return async (id) => {
    const { body } = await request(`${url}/v2/transcript/${id}`, { headers: { authorization: 'any-key' } });
    return await body.json();
  };
}
