import { createReadStream, statSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream/promises';
import { type Side, openClient } from './clients.ts';
import { cpuMs, peakRssMiB, subject } from './subject.ts';

// One file, once: its loading counts too, as in a script that uploads one recording.
void subject(async ({ side, url, file }: { side: Side | 'floor'; url: string; file: string }) => {
  const upload = side === 'floor' ? bareUpload(url) : (await openClient(side, url)).upload;
  const since = process.cpuUsage();
  const startedMs = performance.now();
  await upload(file);
  const seconds = (performance.now() - startedMs) / 1000;
  return { megabytesPerSecond: statSync(file).size / 1e6 / seconds, cpuMs: cpuMs(since), peakRssMiB: peakRssMiB() };
});

function bareUpload(url: string): (file: string) => Promise<void> {
  return async (file) => {
    const { request } = url.startsWith('https:') ? https : http;
    const sent = request(`${url}/v2/upload`, {
      method: 'POST',
      headers: { authorization: 'any-key', 'content-length': statSync(file).size },
    });
    const answered = new Promise<void>((resolve, reject) => {
      sent.on('response', (answer) => answer.resume().on('end', resolve)).on('error', reject);
    });
    await pipeline(createReadStream(file, { highWaterMark: 512 * 1024 }), sent);
    await answered;
  };
}
