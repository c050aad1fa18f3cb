import { parseArgs } from 'node:util';
import { type EngineChoice, engineNames } from './engines/choose.ts';
import type { EmulatorOptions } from './options.ts';
import { readScript } from './script-file.ts';

export const help = `Usage: earmark-emulator [options]

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
  --compat <edition>       Serve what an edition of the API had that is gone by now: e25
  --concurrency <jobs>     Jobs that run at the same time; the others wait, throttled (default: 200)
  --data <folder>          Keep uploads and jobs there for the next start; one emulator has it at a time
  --llm-upstream <url>     OpenAI-compatible server that answers chats in the quoting model's place
  --speed <factor>         How many times faster than the service jobs are (default: as fast as possible)
  --help                   Show this

Ends with 2 when what is asked for is wrong, and with 1 when the machine refuses it, such as a port that is taken.
`;

/**
 * Reads the command line into options; undefined where help is asked for.
 *
 * @throws Error that names the flag, what was wrong, and what would be right.
 */
export async function readFlags(args: string[]): Promise<EmulatorOptions | undefined> {
  const values = parse(args);
  if (values.help) return undefined;
  return {
    port: wholeNumber('port', values.port, 0, 65_535),
    tls: values.tls,
    engine: engineOf(values.engine, values['engine-command']),
    fixtures: values.fixtures,
    keys: values.keys?.flatMap((keys) => keys.split(',')),
    script: values.script === undefined ? undefined : await readScript(values.script),
    strict: values.strict,
    compat: compatOf(values.compat),
    concurrency: values.concurrency === undefined ? undefined : wholeNumber('concurrency', values.concurrency, 1),
    data: values.data,
    llmUpstream: values['llm-upstream'],
    speed: values.speed === undefined ? undefined : speedOf(values.speed),
  };
}

function parse(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '4010' },
      tls: { type: 'boolean', default: false },
      engine: { type: 'string', default: 'auto' },
      'engine-command': { type: 'string' },
      fixtures: { type: 'string', multiple: true, default: [] },
      keys: { type: 'string', multiple: true },
      script: { type: 'string' },
      strict: { type: 'boolean', default: false },
      compat: { type: 'string' },
      concurrency: { type: 'string' },
      data: { type: 'string' },
      'llm-upstream': { type: 'string' },
      speed: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}

function wholeNumber(flag: string, value: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new Error(`--${flag} must be a whole number ${range}, not ${value}`);
}

function speedOf(value: string): number {
  const speed = Number(value);
  if (value !== '' && speed > 0) return speed;
  throw new Error(`--speed must be a number above zero, not ${value}`);
}

function compatOf(value: string | undefined): 'e25' | undefined {
  if (value === undefined || value === 'e25') return value;
  throw new Error(`--compat must be e25, not ${value}`);
}

function engineOf(value: string, command: string | undefined): EngineChoice {
  const found = engineNames.find((name) => name === value);
  if (found === undefined) throw new Error(`--engine must be one of ${engineNames.join(', ')}, not ${value}`);
  if (command === undefined) return found;
  if (found !== 'auto') throw new Error('--engine-command and --engine exclude each other');
  return { command };
}
