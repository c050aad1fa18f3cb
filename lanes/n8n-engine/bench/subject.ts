import type { IRun } from 'n8n-workflow';
import { type EngineRun, flowOf, runFlow } from '../test/engine.ts';
import { keepBinary, peakBytes } from '../test/kept-binary.ts';
import { httpFlow, httpUpload } from './http-flow.ts';

interface Params {
  readonly side: 'flow' | 'ours';
  readonly what: 'upload' | 'jobs';
  readonly url: string;
  /** The recording that each item has. */
  readonly file: string;
  readonly items: number;
}

// What is measured, in a process of its own; the service is in its parent's.
const { side, what, url, file, items: count }: Params = JSON.parse(process.argv[2] ?? '{}');
const where = { url, llmGatewayUrl: url };
const data = await keepBinary(file);
const items: EngineRun['items'] = Array.from({ length: count }, () => ({ json: {}, binary: { data } }));
const operation = what === 'upload' ? { resource: 'file', operation: 'upload' } : { operation: 'transcribe' };
const ours = flowOf({
  parameters: { resource: 'transcript', source: 'binary', output: 'simplified', ...operation },
});
const theirs = what === 'upload' ? httpUpload(where) : httpFlow(where);
const startedMs = Date.now();
const run = await runFlow(where, { items }, side === 'ours' ? ours : theirs);
const endedMs = Date.now();
const given = countOf(run, side === 'ours' ? 'AssemblyAI' : what === 'upload' ? 'Upload' : 'Done');
if (given !== count) throw new Error(`${given} of ${count} came: ${run.data.resultData.error?.message}`);
const measured = { startedMs, endedMs, peakMiB: peakBytes() / 2 ** 20 };
process.stdout.write(`\n${JSON.stringify(measured)}`, () => process.exit());

// A node in a loop gives some each time.
function countOf(ended: IRun, name: string): number {
  const tasks = ended.data.resultData.runData[name] ?? [];
  return tasks.reduce((sum, task) => sum + (task.data?.['main']?.[0]?.length ?? 0), 0);
}
