import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

it('prints who said what, and when', async () => {
  const command = ['--conditions=@earmark/source', '--import', 'tsx', main];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  expect(stdout).toContain("0:00 A Good morning, Daniel. Let's start with the dates.\n");
  expect(stdout.trim().split('\n')).toHaveLength(13);
});
