import { runNode } from './engine.ts';
import { keepBinary, peakBytes } from './kept-binary.ts';

// A process of its own: one recording is sent by the node, once.
const { url, file }: { url: string; file: string } = JSON.parse(process.argv[2] ?? '{}');
const data = await keepBinary(file);
const { error } = await runNode(
  { url, llmGatewayUrl: url },
  { parameters: { resource: 'file', operation: 'upload' }, items: [{ json: {}, binary: { data } }] },
);
if (error !== undefined) throw new Error(error.message);
process.stdout.write(JSON.stringify({ mode: data.data, peakBytes: peakBytes() }), () => process.exit());
