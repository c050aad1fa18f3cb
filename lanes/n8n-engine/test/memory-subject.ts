import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BinaryDataService } from 'n8n-core';
import { core, runNode } from './engine.ts';

// A process of its own: one recording, kept as n8n keeps binary data on its disk, is sent by the node, once.
const { url, file }: { url: string; file: string } = JSON.parse(process.argv[2] ?? '{}');
const load = createRequire(createRequire(import.meta.url).resolve('n8n-core'));
const kept: BinaryDataService = load('@n8n/di').Container.get(core.BinaryDataService);
await kept.init();
const location = { type: 'execution', workflowId: 'workflow', executionId: '1' } as const;
const data = await kept.copyBinaryFile(location, { data: '', mimeType: 'audio/mpeg', fileName: 'call.mp3' }, file);
const { error } = await runNode(
  { url, llmGatewayUrl: url },
  { parameters: { resource: 'file', operation: 'upload' }, items: [{ json: {}, binary: { data } }] },
);
if (error !== undefined) throw new Error(error.message);
process.stdout.write(JSON.stringify({ mode: data.data, peakBytes: peakBytes() }), () => process.exit());

// What `resourceUsage` tells counts the parent's memory, too, until it was replaced.
function peakBytes(): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}
