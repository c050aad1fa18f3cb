import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

it('hears itself over its own token, offline', async () => {
  const { ASSEMBLYAI_API_KEY: _, ...env } = process.env;
  const command = ['--conditions=@earmark/source', '--import', 'tsx', main, '--check'];
  const { stdout } = await promisify(execFile)(process.execPath, command, { env });
  expect(stdout).toContain('Heard: Good morning, Daniel.');
});
