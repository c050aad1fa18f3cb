import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

it('hears the meeting turn by turn, and answers what it knows', async () => {
  const command = ['--conditions=@earmark/source', '--import', 'tsx', main];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  expect(stdout).toContain("user   Let's start with the dates.\n");
  expect(stdout).toContain('agent  Noted: the beta launches on the second of June.\n');
  expect(stdout).toContain('agent  Noted: four thousand two hundred dollars.\n');
});
