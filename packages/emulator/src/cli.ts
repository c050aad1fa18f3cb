#!/usr/bin/env node
import { type Emulator, startEmulator } from './emulator.ts';
import { field } from './field.ts';
import { help, readFlags } from './flags.ts';

main().catch((error: unknown) => {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  const hint = field(error, 'code') === 'EADDRINUSE' ? '; --port 0 takes any free one' : '';
  process.stderr.write(`earmark-emulator: ${line}${hint}\n`);
  // What the machine refuses names the call that failed; everything else is wrong in what was asked for.
  process.exitCode = field(error, 'syscall') === undefined ? 2 : 1;
});

async function main(): Promise<void> {
  const options = await readFlags(process.argv.slice(2));
  if (options === undefined) return void process.stdout.write(help);
  const emulator = await startEmulator(options);
  process.stdout.write(`${JSON.stringify(readyLine(emulator))}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(emulator));
}

function readyLine({ url, streamingUrl, llmGatewayUrl, syncUrl, tls }: Emulator): object {
  const plain = { event: 'ready', url, streamingUrl, llmGatewayUrl, syncUrl };
  if (tls === undefined) return plain;
  const { caFile, ...addresses } = tls;
  return { ...plain, caFile, tls: addresses };
}

async function end(emulator: Emulator): Promise<void> {
  await emulator.close();
  const unused = emulator.unusedAnswers();
  if (unused.length > 0) process.stderr.write(`earmark-emulator: nobody asked for ${unused.join(', ')}\n`);
}
