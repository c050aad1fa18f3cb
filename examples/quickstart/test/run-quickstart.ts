import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Starts the quickstart as a user does, in a process of its own; without a key unless the environment given has one. */
export function startQuickstart(
  folder: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): ChildProcessByStdio<null, Readable, Readable> {
  const command = ['--conditions=@earmark/source', '--import', 'tsx', main, '--out', folder, ...args];
  const { ASSEMBLYAI_API_KEY: _, ...inherited } = process.env;
  const environment = { ...inherited, INIT_CWD: folder, ...env };
  return spawn(process.execPath, command, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs the quickstart to its end. */
export async function runQuickstart(...call: Parameters<typeof startQuickstart>): Promise<Ran> {
  const child = startQuickstart(...call);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { stdout, stderr, code };
}
