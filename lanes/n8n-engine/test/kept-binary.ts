import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';
import { core } from './engine.ts';

const load = createRequire(createRequire(import.meta.url).resolve('n8n-core'));

/** A file as n8n keeps binary data: on its own disk, and by its id alone in the item. */
export async function keepBinary(file: string): Promise<IBinaryData> {
  const service: BinaryDataService = load('@n8n/di').Container.get(core.BinaryDataService);
  await service.init();
  const location = { type: 'execution', workflowId: 'workflow', executionId: '1' } as const;
  return await service.copyBinaryFile(location, { data: '', mimeType: 'audio/mpeg', fileName: 'call.mp3' }, file);
}

/** The most memory this process ever held. */
export function peakBytes(): number {
  try {
    // What `resourceUsage` tells counts the parent's, too, until it was replaced.
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}
