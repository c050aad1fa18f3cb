import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

it('hears the meeting turn by turn, over a lost connection', { timeout: 60_000 }, async () => {
  const command = ['--conditions=@earmark/source', '--import', 'tsx', main];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  expect(stdout).toContain("Let's start with the dates.");
  expect(stdout).toMatch(/^\d+ turns, each once, over a connection that was lost in the middle$/m);
});
