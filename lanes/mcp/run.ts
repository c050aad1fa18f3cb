import { createServer } from 'node:http';
import { join } from 'node:path';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createClient } from '../../packages/core/src/index.ts';
import { samples, startEmulator } from '../../packages/emulator/src/index.ts';
import { createHandler } from '../../packages/mcp/dist/index.mjs';
import { type Reach, clients } from './clients.ts';

const cli = join(import.meta.dirname, '../../packages/mcp/dist/cli.mjs');
const apiKey = 'the-key-of-the-lane';

const emulator = await startEmulator({
  engine: 'fixtures',
  keys: [apiKey],
  script: ({ path }) =>
    path.includes('never-done') ? { body: { id: 'never-done', status: 'processing' } } : undefined,
});
const { url: baseUrl, llmGatewayUrl } = emulator;
const handler = createHandler({ client: (key: string) => createClient({ apiKey: key, baseUrl, llmGatewayUrl }) });
const listener = createServer((request, answer) => void toNodeHandler(handler)(request, answer));
await new Promise<void>((resolve) => void listener.listen(0, '127.0.0.1', resolve));
const address = listener.address();
const port = typeof address === 'object' ? address?.port : undefined;

const earmark = createClient({ apiKey, baseUrl });
const audio = await earmark.files.upload(samples.meeting.audio);
const env = { PATH: process.env['PATH'] ?? '', ASSEMBLYAI_API_KEY: apiKey, ASSEMBLYAI_BASE_URL: baseUrl };
const reaches: readonly Reach[] = [
  { over: 'stdio', command: process.execPath, args: [cli], env },
  { over: 'HTTP', url: `http://127.0.0.1:${port}/mcp`, headers: { authorization: `Bearer ${apiKey}` } },
];
let failed = 0;
for (const [name, use] of Object.entries(clients)) {
  for (const reach of reaches) {
    const outcome = await use(reach, audio).then(
      (kept) => `kept: ${name}, over ${reach.over}: ${kept.join(', ')}`,
      (error: unknown) => {
        failed += 1;
        return `BROKEN: ${name}, over ${reach.over}: ${error instanceof Error ? error.stack : String(error)}`;
      },
    );
    process.stdout.write(`${outcome}\n`);
  }
}
await handler.close();
listener.closeAllConnections();
listener.close();
await emulator.close();
process.exit(failed === 0 ? 0 : 1);
