import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Runs the quickstart as a user does, in a process of its own; without a key unless the environment given has one. */
export async function runQuickstart(
  folder: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const command = ['--conditions=@earmark/source', '--import', 'tsx', main, '--out', folder, ...args];
  const { ASSEMBLYAI_API_KEY: _, ...inherited } = process.env;
  const options = { env: { ...inherited, INIT_CWD: folder, ...env } };
  return await promisify(execFile)(process.execPath, command, options).then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    (error: Ran) => ({ stdout: error.stdout, stderr: error.stderr, code: error.code }),
  );
}
