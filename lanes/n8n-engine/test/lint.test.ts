import { execFile } from 'node:child_process';
import { copyFile, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';

const packages = join(import.meta.dirname, '../../../packages');
const folder = join(import.meta.dirname, '../reports/source');
const cli = join(import.meta.dirname, '../node_modules/@n8n/node-cli');
const parts = ['package.json', 'credentials', 'icons', 'nodes', 'src', 'tsdown.config.mts'];

// A copy: n8n's linter wants its own configuration beside what it reads, unchanged.
beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const part of parts) await cp(join(packages, 'n8n', part), join(folder, part), { recursive: true });
  await copyFile(
    join(cli, 'dist/template/templates/shared/default/eslint.config.mjs'),
    join(folder, 'eslint.config.mjs'),
  );
  const paths = {
    '@earmark/core/portable': [join(packages, 'core/src/portable.ts')],
    '@earmark/operations': [join(packages, 'operations/src/index.ts')],
  };
  const compilerOptions = { module: 'ESNext', moduleResolution: 'Bundler', paths };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
});

it('n8n-node lint finds nothing, by the rules for verified nodes', async () => {
  expect(await lint()).not.toMatch(/error|warning|violation/i);
}, 120_000);

it('and it does read the nodes', async () => {
  await writeFile(join(folder, 'src/slip.ts'), "import { readFile } from 'node:fs';\nconsole.log(readFile);\n");
  expect(await lint()).toMatch(/no-restricted-imports[^]*no-console/);
}, 120_000);

async function lint(): Promise<string> {
  // It calls the linter by whatever called it, and npm alone finds it in the folders above.
  const env = { ...process.env, NODE_ENV: 'production', npm_config_user_agent: 'npm' };
  const options = { cwd: folder, env };
  return await promisify(execFile)(process.execPath, [join(cli, 'bin/n8n-node.mjs'), 'lint'], options).then(
    ({ stdout, stderr }) => stdout + stderr,
    (error: unknown) => `error: ${Object(error).stdout}${Object(error).stderr}`,
  );
}
