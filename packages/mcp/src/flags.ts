import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ServerOptions } from './options.ts';

export const help = `Usage: earmark-mcp [options]

Serves AssemblyAI's speech-to-text over MCP on stdin and stdout. The key is read from ASSEMBLYAI_API_KEY.

  --tools <set>               core, full or read-only (default: core)
  --allow-dir <folder>        Let recordings in this folder be uploaded; may be repeated
  --deletes <how>             Offer delete_transcript: ask (a person is asked each time) or unasked
  --region <region>           us or eu (default: us)
  --max-chars <number>        Characters of one answer (default: 12000)
  --max-wait-seconds <number> Longest wait of one call (default: 45)
  --model <id>                Model of the LLM gateway (default: the first that it lists)
  --help                      Show this
  --version                   Show the version
`;

export interface Flags {
  readonly server: ServerOptions;
  readonly folders: readonly string[];
  readonly region: 'us' | 'eu' | undefined;
}

/**
 * Reads the command line; a word where only that is to be shown.
 *
 * @throws Error that names the flag, what was wrong, and what would be right.
 */
export function readFlags(args: readonly string[]): Flags | 'help' | 'version' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      tools: { type: 'string' },
      'allow-dir': { type: 'string', multiple: true },
      deletes: { type: 'string' },
      region: { type: 'string' },
      'max-chars': { type: 'string' },
      'max-wait-seconds': { type: 'string' },
      model: { type: 'string' },
      help: { type: 'boolean' },
      version: { type: 'boolean' },
    },
  });
  if (values.help === true) return 'help';
  if (values.version === true) return 'version';
  return {
    server: {
      tools: oneOf('tools', values.tools, ['core', 'full', 'read-only'] as const),
      deletes: oneOf('deletes', values.deletes, ['ask', 'unasked'] as const),
      maxChars: number('max-chars', values['max-chars'], 1000),
      maxWaitSeconds: number('max-wait-seconds', values['max-wait-seconds'], 0),
      model: values.model,
    },
    folders: (values['allow-dir'] ?? []).map(folderOf),
    region: oneOf('region', values.region, ['us', 'eu'] as const),
  };
}

function oneOf<const Value extends string>(
  flag: string,
  given: string | undefined,
  values: readonly Value[],
): Value | undefined {
  const found = values.find((value) => value === given);
  if (given === undefined || found !== undefined) return found;
  throw new Error(`--${flag} must be ${values.join(' or ')}`);
}

function folderOf(given: string): string {
  const folder = resolve(given);
  // An empty one, such as that of a variable that is not set, would be the folder this was started in.
  if (given.trim() !== '' && statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw new Error(`--allow-dir must be a folder that is there, by its full path: "${given}" is none`);
}

function number(flag: string, given: string | undefined, least: number): number | undefined {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (given.trim() !== '' && Number.isFinite(value) && value >= least) return value;
  throw new Error(`--${flag} must be a number, ${least} or more`);
}
