#!/usr/bin/env node
import { Console } from 'node:console';
import { type Client, createClient } from '@earmark/core';
import { createFileAccess } from '@earmark/operations/files';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { type Flags, help, readFlags } from './flags.ts';
import { toSetting } from './options.ts';
import { createServer } from './server.ts';
import { version } from './version.ts';

// Whatever a dependency prints, stdout is the protocol's.
globalThis.console = new Console(process.stderr);

try {
  const flags = readFlags(process.argv.slice(2));
  if (flags === 'help') process.stderr.write(help);
  else if (flags === 'version') process.stderr.write(`${version}\n`);
  else start(flags);
} catch (error) {
  say(error);
  process.exitCode = 2;
}

function start({ server, folders, region }: Flags): void {
  // A setting that is wrong is told right now; a key that is missing, by the tools.
  const hasKey = (process.env['ASSEMBLYAI_API_KEY'] ?? '').trim() !== '';
  let made: Client | undefined = hasKey ? createClient({ region }) : undefined;
  const setting = toSetting(
    { ...server, onError: say },
    {
      files: folders.length > 0 && createFileAccess({ roots: folders }),
      client: () => (made ??= createClient({ region })),
    },
  );
  serveStdio(() => createServer(setting), { onerror: say });
}

function say(error: unknown): void {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  process.stderr.write(`earmark-mcp: ${line}\n`);
}
