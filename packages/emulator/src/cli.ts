#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { startEmulator } from './emulator.ts';
import { engineNames } from './engines/choose.ts';

const help = `Usage: earmark-emulator [options]

Serves AssemblyAI's API on 127.0.0.1, and prints one line of JSON with its addresses when it listens.

  --port <port>        Port to listen on; 0 takes any free one (default: 4010)
  --engine <name>      Who hears the words: ${engineNames.join(', ')} (default: auto)
  --fixtures <folder>  Folder of <name>.<ext> beside <name>.json; may be repeated
  --keys <keys>        Keys to accept, separated by commas (default: any key)
  --help               Show this
`;

main().catch((error: unknown) => {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  process.stderr.write(`earmark-emulator: ${line}\n`);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      engine: { type: 'string', default: 'auto' },
      fixtures: { type: 'string', multiple: true, default: [] },
      keys: { type: 'string', multiple: true },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(help);
  const emulator = await startEmulator({
    port: portOf(values.port),
    engine: engineOf(values.engine),
    fixtures: values.fixtures,
    keys: values.keys?.flatMap((keys) => keys.split(',')),
  });
  const { url, llmGatewayUrl } = emulator;
  process.stdout.write(`${JSON.stringify({ event: 'ready', url, llmGatewayUrl })}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void emulator.close());
}

function portOf(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  throw new Error(`--port must be a whole number from 0 to 65535, not ${value}`);
}

function engineOf(value: string): (typeof engineNames)[number] {
  const found = engineNames.find((name) => name === value);
  if (found !== undefined) return found;
  throw new Error(`--engine must be one of ${engineNames.join(', ')}, not ${value}`);
}
