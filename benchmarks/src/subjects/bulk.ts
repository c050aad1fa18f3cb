import { frameBytes } from '../speech.ts';
import { type StreamSide, openerOf } from './streams.ts';
import { cpuMs, peakRssMiB, subject } from './subject.ts';

const frames = 72_000;

/** An hour of audio, pushed as fast as it goes. */
void subject(async ({ side, url }: { side: StreamSide; url: string }) => {
  const open = await openerOf(side, url);
  const stream = await open(() => undefined);
  const since = process.cpuUsage();
  const frame = new Uint8Array(frameBytes);
  for (let at = 0; at < frames; at += 1) await stream.send(frame);
  await stream.close();
  return { peakMiB: peakRssMiB(), cpuUs: (cpuMs(since) * 1000) / frames };
});
