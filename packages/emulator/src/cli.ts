#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { type Emulator, startEmulator } from './emulator.ts';
import { type EngineChoice, engineNames } from './engines/choose.ts';
import { readScript } from './script-file.ts';

const help = `Usage: earmark-emulator [options]

Serves AssemblyAI's API on 127.0.0.1, and prints one line of JSON with its addresses when it listens.

  --port <port>            Port to listen on; 0 takes any free one (default: 4010)
  --tls                    Serve the same over TLS on a second port; the line says where, and which file to trust
  --engine <name>          Who hears the words: ${engineNames.join(', ')} (default: auto)
  --engine-command <line>  Who hears what no fixture knows, such as
                           "whisper-cli -m model.bin -ojf -of {output} {audio}"
  --fixtures <folder>      Folder of <name>.<ext> beside <name>.json; may be repeated
  --keys <keys>            Keys to accept, separated by commas (default: any key)
  --script <file>          JSON file of answers to give instead of the truth, by route
  --strict                 Refuse what is documented as wrong, though the service accepts it
  --data <folder>          Keep uploads and jobs there for the next start; one emulator has it at a time
  --llm-upstream <url>     OpenAI-compatible server that answers chats in the quoting model's place
  --speed <factor>         How many times faster than the service jobs are (default: as fast as possible)
  --help                   Show this
`;

main().catch((error: unknown) => {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  process.stderr.write(`earmark-emulator: ${line}\n`);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const values = readFlags();
  if (values.help) return void process.stdout.write(help);
  const emulator = await startEmulator({
    port: portOf(values.port),
    tls: values.tls,
    engine: engineOf(values.engine, values['engine-command']),
    fixtures: values.fixtures,
    keys: values.keys?.flatMap((keys) => keys.split(',')),
    script: values.script === undefined ? undefined : await readScript(values.script),
    strict: values.strict,
    data: values.data,
    llmUpstream: values['llm-upstream'],
    speed: values.speed === undefined ? undefined : speedOf(values.speed),
  });
  process.stdout.write(`${JSON.stringify(readyLine(emulator))}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(emulator));
}

function readFlags() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      tls: { type: 'boolean', default: false },
      engine: { type: 'string', default: 'auto' },
      'engine-command': { type: 'string' },
      fixtures: { type: 'string', multiple: true, default: [] },
      keys: { type: 'string', multiple: true },
      script: { type: 'string' },
      strict: { type: 'boolean', default: false },
      data: { type: 'string' },
      'llm-upstream': { type: 'string' },
      speed: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
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

function portOf(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  throw new Error(`--port must be a whole number from 0 to 65535, not ${value}`);
}

function speedOf(value: string): number {
  const speed = Number(value);
  if (value !== '' && speed > 0) return speed;
  throw new Error(`--speed must be a number above zero, not ${value}`);
}

function engineOf(value: string, command: string | undefined): EngineChoice {
  const found = engineNames.find((name) => name === value);
  if (found === undefined) throw new Error(`--engine must be one of ${engineNames.join(', ')}, not ${value}`);
  if (command === undefined) return found;
  if (found !== 'auto') throw new Error('--engine-command and --engine exclude each other');
  return { command };
}
