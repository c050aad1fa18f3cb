import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const source = join(import.meta.dirname, '../../../packages/n8n');
const published = join(import.meta.dirname, '../reports/package');

// Which files n8n's scanner looks at: in the repository, with all that the nodes are made of, and in what is published.
it.each([
  ['the source', source, ['package.json', '{nodes,credentials}/**/*.{js,ts,json}', 'src/**/*.ts']],
  ['what is published', published, ['**/*.js', 'package.json']],
])(
  'n8n’s scanner finds nothing in %s',
  async (_, folder, patterns) => {
    const found = await scan(folder, patterns);
    expect(found).toMatchObject({ passed: true });
    expect(Object(found).details ?? '').toBe('');
  },
  120_000,
);

// In a process of its own: some of its rules see other file names where NODE_ENV is test.
async function scan(folder: string, patterns: readonly string[]): Promise<unknown> {
  const code = `
    import { analyzePackage } from '@n8n/scan-community-package/scanner/scanner.mjs';
    const [folder, ...patterns] = process.argv.slice(1);
    console.log(JSON.stringify(await analyzePackage(folder, patterns)));`;
  const args = ['--input-type=module', '-e', code, folder, ...patterns];
  const options = { cwd: import.meta.dirname, env: { ...process.env, NODE_ENV: 'production' } };
  const { stdout } = await promisify(execFile)(process.execPath, args, options);
  return JSON.parse(stdout);
}
