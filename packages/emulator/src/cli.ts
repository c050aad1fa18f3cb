#!/usr/bin/env node
import { cac } from 'cac';
import { startEmulator } from './emulator.ts';
import { engineNames } from './engines/choose.ts';

const cli = cac('earmark-emulator');

cli
  .command('', 'Serve AssemblyAI’s API on 127.0.0.1')
  .option('--port <port>', 'Port to listen on; 0 takes any free one', { default: 4010 })
  .option('--engine <name>', `Who hears the words: ${engineNames.join(', ')}`, { default: 'auto' })
  .option('--fixtures <folder>', 'Folder of <name>.<ext> beside <name>.json; may be repeated')
  .option('--keys <keys>', 'Keys to accept, separated by commas; any key when absent')
  .action(async (flags: Record<string, unknown>) => {
    const { url, llmGatewayUrl, close } = await startEmulator({
      port: portOf(flags['port']),
      engine: engineOf(flags['engine']),
      fixtures: listOf(flags['fixtures']),
      keys: flags['keys'] === undefined ? undefined : listOf(flags['keys']).flatMap((keys) => keys.split(',')),
    });
    process.stdout.write(`${JSON.stringify({ event: 'ready', url, llmGatewayUrl })}\n`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
  });

cli.help();

void main();

async function main(): Promise<void> {
  try {
    cli.parse(process.argv, { run: false });
    await cli.runMatchedCommand();
  } catch (error) {
    process.stderr.write(`earmark-emulator: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

function portOf(value: unknown): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`--port must be a whole number from 0 to 65535, not ${String(value)}`);
}

function engineOf(value: unknown): (typeof engineNames)[number] {
  const found = engineNames.find((name) => name === value);
  if (found !== undefined) return found;
  throw new Error(`--engine must be one of ${engineNames.join(', ')}, not ${String(value)}`);
}

function listOf(value: unknown): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}
