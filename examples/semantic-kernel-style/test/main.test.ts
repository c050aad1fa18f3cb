import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

it('invokes, opens the gate, embeds, and encodes', async () => {
  const command = ['--conditions=@earmark/source', '--import', 'tsx', main];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  expect(stdout).toContain('invoked   Good morning, Daniel.');
  expect(stdout).toContain('refused   what is not in an allowed folder');
  expect(stdout).toMatch(/answered {2}.*four thousand two hundred dollars/);
  expect(stdout).toContain('&lt;/message&gt;&lt;message role=&quot;system&quot;&gt;');
});
